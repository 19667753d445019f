namespace Bureau.Payroll.Calculation;

/// <summary>Walks a stream that is in order of employee ids beside another: gives the rows of each person that is asked for, in ascending order.</summary>
internal sealed class ByEmployee<T>(IAsyncEnumerable<T> rows, Func<T, long> employeeId, Action<T>? skipped = null) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<T> _rows = rows.GetAsyncEnumerator();
    private readonly List<T> _taken = [];
    private bool _started, _more;
    private long _last = long.MinValue;

    /// <summary>Rows of this person; valid until the next call.</summary>
    public async ValueTask<IReadOnlyList<T>> TakeAsync(long id)
    {
        if (!_started) await NextAsync();
        _taken.Clear();
        while (_more && employeeId(_rows.Current) is var current && current <= id)
        {
            if (current == id) _taken.Add(_rows.Current);
            else skipped?.Invoke(_rows.Current);
            await NextAsync();
        }
        return _taken;
    }

    /// <summary>Passes over what is left, so that all that nobody asked for is heard of.</summary>
    public async ValueTask FinishAsync() => await TakeAsync(long.MaxValue);

    private async ValueTask NextAsync()
    {
        _started = true;
        _more = await _rows.MoveNextAsync();
        if (!_more) return;
        // A stream out of order would silently leave people without their rows.
        if (employeeId(_rows.Current) < _last) throw new InvalidOperationException($"{typeof(T).Name} rows are not in order of employees.");
        _last = employeeId(_rows.Current);
    }

    public ValueTask DisposeAsync() => _rows.DisposeAsync();
}
