using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Bureau.Benefits.Contracts;
using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Inputs;

namespace Bureau.Benchmarks;

/// <summary>
/// Invented people of one client for measuring: every kind of tax code, loans, pensions, about three items of pay each. The same number gives the same people.
/// Nobody is held in memory.
/// </summary>
internal sealed class BenchPeople(int count, DateOnly periodStart) : IEmployees, IContributions, IPayGroups
{
    private static readonly string[] s_codes = ["1257L", "1257L", "1257L", "1257L", "1257L", "1257L", "1257L", "S1257L", "C1257L", "BR", "K475", "0T", "D0", "1100L", "1383M", "SBR"];
    private static readonly string[] s_categories = ["A", "A", "A", "A", "A", "A", "A", "A", "A", "F", "V", "J"];
    private static readonly string[] s_first = ["Amelia", "Björn", "Chidi", "Dafydd", "Eilidh", "Fatima", "George", "Hannah", "Isla", "Jürgen", "Kwame", "Lucía", "Mairi", "Nikhil", "Orla", "Priya"];
    private static readonly string[] s_last = ["Ashdown", "Brandt", "Campbell", "Davies", "Evans", "Fraser", "Green", "Hughes", "Iqbal", "Jones", "Khan", "Lewis", "Müller", "Nowak", "O’Neill", "Patel"];
    private static readonly string[] s_loans = ["plan_1", "plan_2", "plan_2", "plan_4", "plan_5"];

    private static int Draw(int person, int what, int below) => (int)((uint)HashCode(person, what) % (uint)below);

    private static int HashCode(int a, int b)
    {
        var x = unchecked((uint)a * 2654435761u ^ (uint)b * 2246822519u);
        x ^= x >> 15;
        x = unchecked(x * 2246822519u);
        x ^= x >> 13;
        return unchecked((int)(x * 3266489917u));
    }

    private readonly Dictionary<int, DateTimeOffset> _rises = [];

    /// <summary>A rise of a hundred a year, or ten pence an hour, that becomes known now.</summary>
    public void Raise(int person, DateTimeOffset at) => _rises[person] = at;

    public Task<IReadOnlyList<long>> ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyList<long>>([.. _rises.Where(r => r.Value > since && r.Value <= until).Select(r => (long)r.Key)]);

    public Task<IReadOnlyList<long>> ChangedBackAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, DateOnly effectiveBy, CancellationToken ct = default) => ChangedAsync(client, since, until, ct);

    Task<IReadOnlyList<long>?> IContributions.ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct) => Task.FromResult<IReadOnlyList<long>?>([]);

    private static bool IsHourly(int i) => Draw(i, 1, 5) == 0;

    public async IAsyncEnumerable<EmployeeForPay> StreamForPayAsync(ClientId client, long payGroupId, DateOnly from, DateOnly to, DateTimeOffset knownAt, long? only = null, IEnumerable<string>? facts = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = (int)(only ?? 1); i <= (only ?? count); i++)
        {
            ct.ThrowIfCancellationRequested();
            yield return Person(i, _rises.TryGetValue(i, out var at) && at <= knownAt);
            if (i % 1000 == 0) await Task.Yield();
        }
    }

    private static EmployeeForPay Person(int i, bool raised)
    {
        var start = new DateOnly(2015, 1, 1).AddDays(Draw(i, 2, 4000));
        var facts = new List<DatedFact>(24);
        var number = i.ToString("0000000", CultureInfo.InvariantCulture);
        Fact(FactNames.PayBasis, IsHourly(i) ? "hourly" : "salary");
        if (IsHourly(i)) Fact(FactNames.HourlyRate, (13.50m + Draw(i, 3, 1500) / 100m + (raised ? 0.10m : 0)).ToString(CultureInfo.InvariantCulture));
        else Fact(FactNames.AnnualSalary, (22_000 + Draw(i, 3, 60_000) + (raised ? 100 : 0)).ToString(CultureInfo.InvariantCulture));
        Fact(FactNames.CostCentre, (1000 + Draw(i, 4, 24)).ToString(CultureInfo.InvariantCulture));
        Fact("address_line_1", $"{1 + Draw(i, 5, 200)} Larkspur Close");
        Fact("town", "Bristol");
        Fact("postcode", $"BS{1 + Draw(i, 6, 16)} 4QA");
        Fact("bank_sort_code", "20-00-0" + Draw(i, 7, 10).ToString(CultureInfo.InvariantCulture));
        Fact(FactNames.BankAccountNumber, (10_000_000 + i).ToString(CultureInfo.InvariantCulture));
        Fact("tax_code", s_codes[Draw(i, 8, s_codes.Length)]);
        if (Draw(i, 9, 20) == 0) Fact("tax_basis", "week1_month1");
        Fact("ni_category", s_categories[Draw(i, 10, s_categories.Length)]);
        Fact("nino", (i < 1_000_000 ? "AB" : "AC") + number[^6..] + "C");
        Fact("date_of_birth", new DateOnly(1965 + Draw(i, 11, 36), 1 + Draw(i, 12, 12), 1 + Draw(i, 13, 28)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Fact("gender", Draw(i, 14, 2) == 0 ? "F" : "M");
        if (Draw(i, 15, 4) == 0) Fact("student_loan_plans", s_loans[Draw(i, 16, s_loans.Length)]);
        if (Draw(i, 17, 30) == 0) Fact("postgraduate_loan", "true");
        return new EmployeeForPay(i, "P" + number, $"{s_first[Draw(i, 18, s_first.Length)]} {s_last[Draw(i, 19, s_last.Length)]}", start, null, facts);

        void Fact(string field, string value) => facts.Add(new(field, start, value));
    }

    public async IAsyncEnumerable<Contribution> StreamForPayAsync(ClientId client, DateOnly payPeriodEnd, int periodsPerYear, DateTimeOffset knownAt, long? only = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var pension = new Dictionary<string, string>[]
        {
            new() { ["pension_scheme"] = "net_pay", ["pension_earnings_basis"] = "qualifying", ["pension_employee_rate"] = "0.05", ["pension_employer_rate"] = "0.03" },
            new() { ["pension_scheme"] = "relief_at_source", ["pension_earnings_basis"] = "basic", ["pension_employee_rate"] = "0.05", ["pension_employer_rate"] = "0.04" },
            new() { ["pension_scheme"] = "salary_sacrifice", ["pension_earnings_basis"] = "total", ["pension_employee_rate"] = "0.06", ["pension_employer_rate"] = "0.06" },
        };
        var (none, noPay, cycle) = (new Dictionary<string, string>(), new Dictionary<string, decimal>(), new Dictionary<string, decimal> { ["salary_sacrifice"] = 45.83m });
        for (var i = (int)(only ?? 1); i <= (only ?? count); i++)
        {
            // Whoever is paid by the hour gives up no pay: it could fall below the minimum wage.
            if (Draw(i, 20, 12) != 0) yield return new(i, "Workplace pension", pension[Draw(i, 21, IsHourly(i) ? 2 : 3)], noPay);
            if (Draw(i, 22, 10) == 0 && !IsHourly(i)) yield return new(i, "Cycle to work", none, cycle);
            if (i % 1000 == 0) await Task.Yield();
        }
    }

    /// <summary>The file by which client HR would bring them.</summary>
    public byte[] File(string payGroup)
    {
        string[] columns = [FactNames.PayBasis, FactNames.HourlyRate, FactNames.AnnualSalary, FactNames.CostCentre, "address_line_1", "town", "postcode", "bank_sort_code", FactNames.BankAccountNumber, "tax_code", "ni_category", "nino", "date_of_birth", "gender"];
        var file = new StringBuilder("employee_number,given_name,family_name,start_date,pay_group,weekly_hours,bank_account_name,").AppendJoin(',', columns).Append("\r\n");
        for (var i = 1; i <= count; i++)
        {
            var person = Person(i, raised: false);
            var name = person.Name.Split(' ');
            var values = person.Facts.ToDictionary(f => f.Field, f => f.Value, StringComparer.Ordinal);
            file.Append(CultureInfo.InvariantCulture, $"{person.Number},{name[0]},{name[1]},{person.StartDate:yyyy-MM-dd},{payGroup},37.5,{person.Name},").AppendJoin(',', columns.Select(c => values.GetValueOrDefault(c))).Append("\r\n");
        }
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    /// <summary>Hours, overtime, bonuses, expenses and deductions.</summary>
    public IEnumerable<PayInput> Inputs()
    {
        var id = 1L;
        for (var i = 1; i <= count; i++)
        {
            if (IsHourly(i)) yield return Entry(i, "regular", units: 1_200_000 + Draw(i, 23, 500_000));
            if (Draw(i, 24, 2) == 0) yield return Entry(i, "allowance", minor: 2_500 + Draw(i, 25, 20_000));
            if (Draw(i, 26, 3) == 0) yield return Entry(i, "bonus", minor: 10_000 + Draw(i, 27, 50_000));
            if (Draw(i, 28, 3) == 0) yield return Entry(i, "union_dues", minor: 1_595);
            if (Draw(i, 29, 5) == 0) yield return Entry(i, "expenses", minor: 1_000 + Draw(i, 30, 9_000));
            if (Draw(i, 31, 12) == 0) yield return Entry(i, "payrolled_benefit", minor: 15_000);
        }

        PayInput Entry(int person, string item, long? minor = null, long? units = null) =>
            new() { Id = id++, EmployeeId = person, Item = item, FromPeriod = periodStart, AmountMinor = minor, UnitsE4 = units, Source = "import", EnteredByName = "Benchmark" };
    }

    /// <summary>What was paid in the tax year before, roughly in keeping with the pay of the period.</summary>
    public static Balances Before(int i)
    {
        const int Periods = 7;
        var monthly = (IsHourly(i) ? 2_100m : (22_000m + Draw(i, 3, 60_000)) / 12m);
        var taxable = decimal.Round(monthly * Periods, 2);
        var balances = new Balances { GrossMinor = (long)(taxable * 100), DeductionsMinor = (long)(taxable * 20), NetMinor = (long)(taxable * 80) };
        foreach (var (line, share) in new[] { ("taxable_pay", 1m), ("niable_pay", 1m), ("pensionable_pay", 0.8m), ("income_tax", 0.12m), ("employee_nic", 0.05m), ("employee_pension", 0.03m), ("employer_nic", 0.11m), ("employer_pension", 0.03m) })
            balances.Lines.Add(new(line, decimal.Round(taxable * share, 2)));
        balances.Items.Add(new("regular", balances.GrossMinor));
        return balances;
    }

    public Task<PayGroup> GetAsync(ClientId client, long payGroupId, CancellationToken ct = default) =>
        Task.FromResult(new PayGroup(payGroupId, "MONTHLY", "Monthly paid", new LegalEntity(1, "Harbour & Finch Ltd", "GB", ["18 Quay Street", "Bristol", "BS1 4QA"], new Dictionary<string, string> { ["paye_reference"] = "120/HF4471" })));

    public async Task<IReadOnlyList<PayGroup>> ListAsync(ClientId client, CancellationToken ct = default) => [await GetAsync(client, 1, ct)];

    public Task<IReadOnlyDictionary<long, EmployeeName>> NamesAsync(ClientId client, IEnumerable<long>? of = null, CancellationToken ct = default) => throw new NotSupportedException("Not measured.");

    public Task<IReadOnlyDictionary<string, long>> IdsByNumberAsync(ClientId client, CancellationToken ct = default) => throw new NotSupportedException("Not measured.");

    public Task<long?> IdOfAsync(ClientId client, string number, CancellationToken ct = default) => throw new NotSupportedException("Not measured.");

    public Task<Employment?> FindAsync(ClientId client, long employeeId, DateOnly day, CancellationToken ct = default) => throw new NotSupportedException("Not measured.");
}
