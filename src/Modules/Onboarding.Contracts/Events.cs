using Bureau.Kernel.Outbox;

namespace Bureau.Onboarding.Contracts;

/// <summary>A change became part of what is known of an employee.</summary>
/// <param name="EffectiveFrom">First day it applies; may be in the past.</param>
/// <param name="Fields">Names of the fields it sets; never values.</param>
/// <param name="RecordedAt">When it became known; who read the facts later has it already.</param>
[EventName("onboarding.employee-changed")]
public sealed record EmployeeChanged(long ClientId, long EmployeeId, long ChangeId, DateOnly EffectiveFrom, IReadOnlyList<string> Fields, DateTimeOffset RecordedAt);

/// <summary>The engagement functions: what a provider can perform for a client, or the client keep.</summary>
public static class Functions
{
    public const string MaintainPeople = "maintain_people";
    public const string ApproveChanges = "approve_changes";
    public const string EnterPayInputs = "enter_pay_inputs";
    public const string RunPayroll = "run_payroll";
    /// <summary>The client's, or nobody's: the client accepts a run's figures before the provider may approve them.</summary>
    public const string SignOffPayRun = "sign_off_pay_run";
    public const string ApprovePayRun = "approve_pay_run";
    public const string AdministerBenefits = "administer_benefits";
    public const string FileReturns = "file_returns";

    public static readonly IReadOnlyList<string> All = [MaintainPeople, ApproveChanges, EnterPayInputs, RunPayroll, SignOffPayRun, ApprovePayRun, AdministerBenefits, FileReturns];
}
