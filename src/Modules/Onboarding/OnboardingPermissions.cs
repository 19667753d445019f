using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding;

internal static class OnboardingPermissions
{
    public const string ViewPeople = "onboarding.people.view";
    public const string SubmitChange = "onboarding.change.submit";
    public const string ApproveChange = "onboarding.change.approve";
    public const string Import = "onboarding.import";
    public const string ViewSetup = "onboarding.setup.view";
    public const string EditSetup = "onboarding.setup.edit";
    public const string ViewOwn = "onboarding.own.view";
    public const string ChangeOwn = "onboarding.own.change";

    public static readonly IReadOnlyList<Permission> All =
    [
        new(ViewPeople, "See people and their changes", Role.ClientHr, Role.ClientApprover, Role.PayrollSpecialist, Role.PayrollApprover, Role.OperationsLead, Role.ComplianceOfficer, Role.Auditor),
        new(SubmitChange, "Submit changes of people", Role.ClientHr, Role.PayrollSpecialist) { Function = Functions.MaintainPeople },
        new(ApproveChange, "Approve or return changes of people", Role.ClientApprover, Role.PayrollSpecialist, Role.PayrollApprover) { Function = Functions.ApproveChanges },
        new(Import, "Import CSV files", Role.ClientHr, Role.PayrollSpecialist),
        new(ViewSetup, "See clients and engagements", Role.PayrollSpecialist, Role.PayrollApprover, Role.OperationsLead, Role.ComplianceOfficer, Role.Auditor),
        new(EditSetup, "Set up clients", Role.OperationsLead),
        new(ViewOwn, "See own details", Role.Employee),
        new(ChangeOwn, "Ask for a change of own details", Role.Employee),
    ];
}
