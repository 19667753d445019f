using Bureau.Kernel.Clients;

namespace Bureau.Payroll.Contracts;

/// <summary>What the law on workplace pensions asks for the people of a pay run.</summary>
public interface IPensionAssessments
{
    /// <summary>Whoever something has to be done about, judged on the pay of the run, by employee id ascending. Empty where the country's law asks for nothing.</summary>
    IAsyncEnumerable<PensionAssessment> OfRunAsync(ClientId client, long payRunId, CancellationToken ct = default);
}

/// <param name="Worker">Category of the person in the law's words.</param>
/// <param name="Action"><c>inform</c>, <c>enrol</c> or <c>reenrol</c>.</param>
/// <param name="On">First day of membership, or day from which the right exists.</param>
/// <param name="By">Last day on which it is in time.</param>
/// <param name="Why">What it follows from, in words; holds no amount of the person's.</param>
public sealed record PensionAssessment(long EmployeeId, string Worker, string Action, DateOnly On, DateOnly By, string Why, string Law, string? LawHref);
