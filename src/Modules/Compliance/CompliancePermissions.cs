using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Compliance;

internal static class CompliancePermissions
{
    public const string ViewObligations = "compliance.obligations.view";
    public const string ViewBoard = "compliance.obligations.board";
    public const string CompleteObligations = "compliance.obligations.complete";
    public const string ViewRulePacks = "compliance.rulepacks.view";
    public const string CheckRulePacks = "compliance.rulepacks.check";
    public const string ViewAudit = "compliance.audit.view";
    public const string RetryWork = "compliance.work.retry";
    public const string ViewAuditOfAll = "compliance.audit.view-all";

    public static readonly IReadOnlyList<Permission> All =
    [
        new(ViewObligations, "See what must be filed and paid", Role.PayrollSpecialist, Role.PayrollApprover, Role.ComplianceOfficer, Role.OperationsLead, Role.Auditor, Role.ClientHr, Role.ClientApprover),
        new(ViewBoard, "See what must be filed and paid for all clients", Role.PayrollSpecialist, Role.PayrollApprover, Role.ComplianceOfficer, Role.OperationsLead, Role.Auditor),
        new(CompleteObligations, "Mark filings and payments as done", Role.ComplianceOfficer, Role.ClientApprover) { Function = Functions.FileReturns },
        new(ViewRulePacks, "See rule packs and their parameters", Role.PayrollSpecialist, Role.PayrollApprover, Role.ComplianceOfficer, Role.OperationsLead, Role.Auditor),
        new(CheckRulePacks, "Run the test cases of rule packs", Role.ComplianceOfficer, Role.OperationsLead, Role.Auditor),
        new(ViewAudit, "See the audit of a client", Role.ComplianceOfficer, Role.Auditor, Role.ClientApprover),
        new(RetryWork, "See background work that failed, and have it tried again", Role.PayrollSpecialist, Role.PayrollApprover, Role.OperationsLead),
        new(ViewAuditOfAll, "See the audit of all clients", Role.ComplianceOfficer, Role.Auditor),
    ];
}
