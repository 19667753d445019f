using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Clients;

/// <summary>Engagement terms as people say them.</summary>
internal static class Words
{
    public static string Of(string function) => function switch
    {
        Functions.MaintainPeople => "Maintain people",
        Functions.ApproveChanges => "Approve changes of people",
        Functions.EnterPayInputs => "Enter pay inputs",
        Functions.RunPayroll => "Run payroll",
        Functions.SignOffPayRun => "Sign off pay runs before they are approved",
        Functions.ApprovePayRun => "Approve pay runs",
        Functions.AdministerBenefits => "Administer benefits",
        Functions.FileReturns => "File returns",
        _ => function,
    };

    public static string Of(Side side) => side switch { Side.Provider => "The provider", Side.Client => "The client", _ => "The employee" };
}
