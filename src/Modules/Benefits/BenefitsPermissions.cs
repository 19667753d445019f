using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits;

internal static class BenefitsPermissions
{
    public const string ViewPlans = "benefits.plan.view";
    public const string EditPlans = "benefits.plan.edit";
    public const string Enrol = "benefits.enrolment.edit";
    public const string ViewOwn = "benefits.own.view";
    public const string EnrolOwn = "benefits.own.enrol";

    public static readonly IReadOnlyList<Permission> All =
    [
        new(ViewPlans, "See benefit plans and who is enrolled", Role.PayrollSpecialist, Role.PayrollApprover, Role.ComplianceOfficer, Role.OperationsLead, Role.Auditor, Role.ClientHr, Role.ClientApprover),
        new(EditPlans, "Add benefit plans and change their terms", Role.PayrollSpecialist, Role.ClientHr) { Function = Functions.AdministerBenefits },
        new(Enrol, "Enrol people in benefits", Role.PayrollSpecialist, Role.ClientHr) { Function = Functions.AdministerBenefits },
        new(ViewOwn, "See own benefits", Role.Employee),
        new(EnrolOwn, "Join, change and leave benefits", Role.Employee),
    ];
}
