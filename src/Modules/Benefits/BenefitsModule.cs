using Bureau.Benefits.Contracts;
using Bureau.Benefits.Contributions;
using Bureau.Benefits.Duties;
using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Own;
using Bureau.Benefits.Plans;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Benefits;

public sealed class BenefitsModule : IModule
{
    public string Schema => "benefits";

    public IEnumerable<Permission> Permissions => BenefitsPermissions.All;

    public IEnumerable<MenuEntry> Menu =>
    [
        new(Workspace.Client, "Benefits", "/c/{client}/benefits", BenefitsPermissions.ViewPlans, 60),
        new(Workspace.Me, "Benefits", "/me/benefits", BenefitsPermissions.ViewOwn, 30),
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore<BenefitsStore>();
        services.AddSingleton<AddPlan>().AddSingleton<DecideEnrolment>().AddSingleton<TakeOverEnrolments>().AddSingleton<ReadPersonsBenefits>();
        services.AddSingleton<TellPeople>().AddSingleton<SetAutomaticEnrolment>().AddSingleton<IToDos, BenefitToDos>().AddEventHandler<PayRunCalculated, FollowPensionLaw, BenefitsStore>();
        services.AddSingleton<IBenefitSetup, BenefitSetup>().AddSingleton<IContributions, StreamContributions>();
    }
}
