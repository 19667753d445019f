using System.Globalization;
using System.Runtime.CompilerServices;
using Bureau.Benefits.Contracts;
using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>People, contributions and one pay group, as the other modules would tell of them. Facts have the instant at which they became known.</summary>
internal sealed class TestPeople : IEmployees, IContributions, IPayGroups
{
    public const long Group = 7;

    private sealed record Fact(string Field, DateOnly From, string? Value, DateTimeOffset RecordedAt);

    private sealed class Person
    {
        public required long Id { get; init; }
        public required string Number { get; init; }
        public required DateOnly Start { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public DateOnly? Left { get; set; }
        public List<Fact> Facts { get; } = [];
    }

    private readonly SortedDictionary<long, Person> _people = [];
    private readonly HashSet<long> _changed = [];
    private bool _contributed;

    public List<Contribution> Contributions { get; } = [];

    /// <summary>How many streams of people were asked for.</summary>
    public int Streams { get; private set; }

    /// <summary>How many people all streams gave.</summary>
    public int Given { get; private set; }

    /// <summary>Called with the number of each person that a stream gives.</summary>
    public Action<int>? OnPerson { get; set; }

    public void Salaried(long id, decimal yearly, DateOnly? start = null, DateTimeOffset known = default, string costCentre = "100")
    {
        Add(id, start, known);
        Set(id, FactNames.PayBasis, "salary", known: known);
        Set(id, FactNames.AnnualSalary, yearly.ToString(CultureInfo.InvariantCulture), known: known);
        Set(id, FactNames.CostCentre, costCentre, known: known);
    }

    public void Hourly(long id, decimal rate)
    {
        Add(id, null, default);
        Set(id, FactNames.PayBasis, "hourly");
        Set(id, FactNames.HourlyRate, rate.ToString(CultureInfo.InvariantCulture));
    }

    public void Set(long id, string field, string? value, DateOnly? from = null, DateTimeOffset known = default)
    {
        _people[id].Facts.Add(new(field, from ?? _people[id].Start, value, known));
        _changed.Add(id);
    }

    public void Leave(long id, DateOnly last)
    {
        _people[id].Left = last;
        _changed.Add(id);
    }

    public void Remove(long id)
    {
        _people.Remove(id);
        _changed.Add(id);
    }

    /// <summary>Whoever was changed since everybody was last asked for, or this, however long ago it became known: the tests change at one instant of a clock that stands still.</summary>
    public Task<IReadOnlyList<long>> ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct = default)
    {
        var changed = _changed.ToList();
        _changed.Clear();
        return Task.FromResult<IReadOnlyList<long>>(changed);
    }

    public Task<IReadOnlyList<long>> ChangedBackAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, DateOnly effectiveBy, CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyList<long>>([.. _people.Values.Where(p => p.Facts.Any(f => f.RecordedAt > since && f.RecordedAt <= until && f.From <= effectiveBy)).Select(p => p.Id)]);

    Task<IReadOnlyList<long>?> IContributions.ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct) =>
        Task.FromResult(Contributions.Count == 0 && !_contributed ? [] : (IReadOnlyList<long>?)null);

    private void Add(long id, DateOnly? start, DateTimeOffset known)
    {
        _people[id] = new Person { Id = id, Number = "E" + id.ToString(CultureInfo.InvariantCulture), Start = start ?? new DateOnly(2020, 1, 6), RecordedAt = known };
        Set(id, "tax_code", "T1", known: known);
        Set(id, "bank_sort_code", "20-00-00", known: known);
        Set(id, FactNames.BankAccountNumber, (10_000_000 + id).ToString(CultureInfo.InvariantCulture), known: known);
        Set(id, "address_line_1", "1 Quay Street", known: known);
    }

    public async IAsyncEnumerable<EmployeeForPay> StreamForPayAsync(ClientId client, long payGroupId, DateOnly from, DateOnly to, DateTimeOffset knownAt, long? only = null, IEnumerable<string>? facts = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        Streams++;
        if (only is null) _changed.Clear();
        var given = 0;
        foreach (var p in _people.Values.ToList())
        {
            ct.ThrowIfCancellationRequested();
            OnPerson?.Invoke(++given);
            if (p.Start > to || p.Left < from || p.RecordedAt > knownAt || (only is { } id && id != p.Id)) continue;
            var known = p.Facts.Where(f => f.RecordedAt <= knownAt && f.From <= to).OrderBy(f => f.Field, StringComparer.Ordinal).ThenBy(f => f.From).ThenBy(f => f.RecordedAt)
                .Select(f => new DatedFact(f.Field, f.From, f.Value)).ToList();
            Given++;
            yield return new EmployeeForPay(p.Id, p.Number, "Person " + p.Number, p.Start, p.Left, known);
            if (given % 100 == 0) await Task.Yield();
        }
    }

    public async IAsyncEnumerable<Contribution> StreamForPayAsync(ClientId client, DateOnly payPeriodEnd, int periodsPerYear, DateTimeOffset knownAt, long? only = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        _contributed |= Contributions.Count > 0;
        foreach (var contribution in Contributions.Where(c => only is null || c.EmployeeId == only).OrderBy(c => c.EmployeeId)) yield return contribution;
        await Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<long, EmployeeName>> NamesAsync(ClientId client, IEnumerable<long>? of = null, CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyDictionary<long, EmployeeName>>(_people.Values.Where(p => of is null || of.Contains(p.Id)).ToDictionary(p => p.Id, p => new EmployeeName(p.Id, p.Number, "Person " + p.Number)));

    public Task<IReadOnlyDictionary<string, long>> IdsByNumberAsync(ClientId client, CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(_people.Values.ToDictionary(p => p.Number, p => p.Id, StringComparer.OrdinalIgnoreCase));

    public Task<long?> IdOfAsync(ClientId client, string number, CancellationToken ct = default) =>
        Task.FromResult(_people.Values.FirstOrDefault(p => p.Number.Equals(number.Trim(), StringComparison.OrdinalIgnoreCase))?.Id);

    public Task<Employment?> FindAsync(ClientId client, long employeeId, DateOnly day, CancellationToken ct = default) =>
        Task.FromResult(_people.TryGetValue(employeeId, out var p) ? new Employment(p.Id, p.Number, "Person " + p.Number, p.Start, p.Left, Group) : null);

    public Task<IReadOnlyList<PayGroup>> ListAsync(ClientId client, CancellationToken ct = default) => Task.FromResult<IReadOnlyList<PayGroup>>([TheGroup]);

    public Task<PayGroup> GetAsync(ClientId client, long payGroupId, CancellationToken ct = default) => Task.FromResult(TheGroup);

    private static PayGroup TheGroup { get; } = new(Group, "MONTHLY", "Monthly paid", new LegalEntity(3, "Harbour & Vale Ltd", "GB", ["18 Quay Street", "Bristol"], new Dictionary<string, string> { ["paye_reference"] = "120/HV1" }));
}
