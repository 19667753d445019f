namespace Bureau.Jurisdictions.US;

/// <summary>Figures of one authority through time: one reading for each stretch of days in which none of them changes.</summary>
internal sealed class Timeline<T> where T : class
{
    private readonly Stretch[] _stretches;

    /// <param name="read">Takes what it needs from the values in force on a day.</param>
    public Timeline(IReadOnlyList<Parameter> parameters, DateOnly first, Func<ParameterTable, T> read)
    {
        var stretches = new List<Stretch>();
        for (DateOnly? from = first; from is { } day;)
        {
            // Many values stay in force until they are changed, however many years that takes.
            var inForce = new ParameterTable(parameters, DateOnly.MinValue, day);
            try
            {
                var figures = read(inForce);
                stretches.Add(new(day, figures, inForce.NotEnacted.Count == 0 ? null : "not yet law: " + string.Join("; ", inForce.NotEnacted.Distinct())));
            }
            catch (RulePackException gap)
            {
                stretches.Add(new(day, null, gap.Message.TrimEnd('.')));
            }

            from = inForce.NextChange;
        }

        _stretches = [.. stretches];
    }

    /// <summary>Years in which every day has verified figures.</summary>
    public IEnumerable<int> VerifiedYears() =>
        Enumerable.Range(_stretches[0].From.Year, _stretches[^1].From.Year - _stretches[0].From.Year + 1)
            .Where(y => Holding(new(y, 1, 1)) is { Problem: null } && _stretches.All(s => s.From.Year != y || s.Problem is null));

    public T? On(DateOnly day) => Holding(day)?.Figures;

    /// <summary>Null when people may be paid by the figures of the day.</summary>
    public string? ProblemOn(DateOnly day) => Holding(day) is { } stretch ? stretch.Problem : $"there are no figures for {day:yyyy-MM-dd}";

    private Stretch? Holding(DateOnly day)
    {
        for (var i = _stretches.Length - 1; i >= 0; i--)
            if (_stretches[i].From <= day) return _stretches[i];
        return null;
    }

    /// <param name="Problem">Why nobody may be paid by them; null = complete and enacted.</param>
    private sealed record Stretch(DateOnly From, T? Figures, string? Problem);
}
