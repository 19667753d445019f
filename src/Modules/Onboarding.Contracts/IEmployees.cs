using Bureau.Kernel.Clients;

namespace Bureau.Onboarding.Contracts;

/// <summary>What is known of people, for modules that pay them or file for them.</summary>
public interface IEmployees
{
    /// <summary>
    /// Everybody who belongs to the pay group on at least one day of the period, by employee id ascending, with the facts that were recorded by
    /// <paramref name="knownAt"/> and are effective by <paramref name="to"/>. One stream however many they are.
    /// </summary>
    /// <param name="only">Nobody but this employee.</param>
    /// <param name="facts">Of the facts no others than these have to be read; null = all.</param>
    IAsyncEnumerable<EmployeeForPay> StreamForPayAsync(
        ClientId client, long payGroupId, DateOnly from, DateOnly to, DateTimeOffset knownAt, long? only = null, IEnumerable<string>? facts = null, CancellationToken ct = default);

    /// <summary>Employees of whom anything was recorded after <paramref name="since"/> and up to <paramref name="until"/>, starters included.</summary>
    Task<IReadOnlyList<long>> ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct = default);

    /// <summary>The same, of whom something was recorded that holds from <paramref name="effectiveBy"/> or an earlier day on.</summary>
    Task<IReadOnlyList<long>> ChangedBackAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, DateOnly effectiveBy, CancellationToken ct = default);

    /// <summary>Names and numbers by id, leavers included.</summary>
    /// <param name="of">Of these employees; whom the client does not have is left out. Null = of everybody.</param>
    Task<IReadOnlyDictionary<long, EmployeeName>> NamesAsync(ClientId client, IEnumerable<long>? of = null, CancellationToken ct = default);

    /// <summary>Id by employee number (case-insensitive), leavers included.</summary>
    Task<IReadOnlyDictionary<string, long>> IdsByNumberAsync(ClientId client, CancellationToken ct = default);

    /// <summary>Id of the employee with this number (case-insensitive, trimmed), leavers included; null when there is none.</summary>
    Task<long?> IdOfAsync(ClientId client, string number, CancellationToken ct = default);

    /// <summary>One person's employment as it stands on a day, leavers included; null when the client has no such employee.</summary>
    Task<Employment?> FindAsync(ClientId client, long employeeId, DateOnly day, CancellationToken ct = default);
}

/// <param name="PayGroupId">The pay group of that day; null when there is none yet.</param>
public sealed record Employment(long EmployeeId, string Number, string Name, DateOnly StartDate, DateOnly? LeavingDate, long? PayGroupId);

/// <param name="Number">The client's employee number.</param>
public sealed record EmployeeName(long Id, string Number, string Name);

/// <param name="Facts">By field, then by effective date; for each field and effective date the value recorded last by then. Decrypted.</param>
public sealed record EmployeeForPay(long Id, string Number, string Name, DateOnly StartDate, DateOnly? LeavingDate, IReadOnlyList<DatedFact> Facts)
{
    /// <summary>The value in force on a day; null when none is.</summary>
    public string? On(DateOnly day, string field)
    {
        string? value = null;
        foreach (var fact in Facts)
            if (fact.Field == field && fact.EffectiveFrom <= day) value = fact.Value;
        return value;
    }
}

/// <param name="Value">As the field's type writes it; null = the fact ends there.</param>
public sealed record DatedFact(string Field, DateOnly EffectiveFrom, string? Value);

/// <summary>Fields that every jurisdiction shares. The rule pack adds its own, bank and address among them; all are facts of the same kind.</summary>
public static class FactNames
{
    /// <summary>The employer's own number of the person; a fact only once it was changed.</summary>
    public const string Number = "employee_number";
    /// <summary>A fact only once it was changed.</summary>
    public const string GivenName = "given_name";
    /// <summary>A fact only once it was changed.</summary>
    public const string FamilyName = "family_name";
    public const string PayGroup = "pay_group";
    public const string JobTitle = "job_title";
    public const string CostCentre = "cost_centre";
    /// <summary><c>salary</c> or <c>hourly</c>.</summary>
    public const string PayBasis = "pay_basis";
    /// <summary>Salary of a year at the hours worked (not full-time equivalent), in the pack's currency.</summary>
    public const string AnnualSalary = "annual_salary";
    public const string HourlyRate = "hourly_rate";
    /// <summary>Contractual hours of a week.</summary>
    public const string WeeklyHours = "weekly_hours";
    public const string BankAccountName = "bank_account_name";
    public const string BankAccountNumber = "bank_account_number";
    public const string Email = "email";
    /// <summary>Last day of employment. Holds for the whole employment: the value recorded last counts, whatever the day asked about.</summary>
    public const string LeavingDate = "leaving_date";
}
