using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Changes.NewYear;
using Bureau.Onboarding.Clients;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Bureau.Onboarding.Employees.FindPeople;
using Bureau.Onboarding.Imports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Onboarding;

public sealed class OnboardingModule : IModule
{
    public string Schema => "onboarding";

    public IEnumerable<Permission> Permissions => OnboardingPermissions.All;

    public IEnumerable<MenuEntry> Menu =>
    [
        new(Workspace.Operations, "Clients", "/operations/clients", OnboardingPermissions.ViewSetup, 50),
        new(Workspace.Client, "To do", "/c/{client}", OnboardingPermissions.ViewPeople, 0),
        new(Workspace.Client, "People", "/c/{client}/people", OnboardingPermissions.ViewPeople, 10),
        new(Workspace.Client, "Changes", "/c/{client}/people/changes", OnboardingPermissions.ViewPeople, 20),
        new(Workspace.Client, "Imports", "/c/{client}/imports", OnboardingPermissions.Import, 30),
        new(Workspace.Client, "Set-up", "/c/{client}/setup", OnboardingPermissions.ViewSetup, 90),
        new(Workspace.Me, "My details", "/me/details", OnboardingPermissions.ViewOwn, 50),
    ];

    public IEnumerable<Verb> Verbs => [ImportVerb.Verb];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore<OnboardingStore>();
        services.AddSingleton<ClientDirectory>().AddSingleton<IClientDirectory>(p => p.GetRequiredService<ClientDirectory>());
        services.AddSingleton<OpenClient>().AddSingleton<AgreeEngagement>().AddSingleton<AddLegalEntity>().AddSingleton<AddPayGroup>();
        services.AddSingleton<IClientSetup, ClientSetup>();
        services.AddSingleton<PayGroups>().AddSingleton<IPayGroups>(p => p.GetRequiredService<PayGroups>());
        services.AddSingleton<SensitiveValues>().AddSingleton<IEmployees, Employees.Employees>().AddSingleton<ClientFields>();
        services.AddSingleton<EffectOnPay>().AddSingleton<ISearch, SearchPeople>().AddSingleton<TellOfChanges>().AddSingleton<ChangeWriter>().AddSingleton<ChangeBatches>().AddSingleton<NewYearChanges>().AddSingleton<SubmitChange>().AddSingleton<SubmitStarter>();
        services.AddSingleton<ApproveChange>().AddSingleton<ReturnChange>().AddSingleton<WithdrawChange>().AddSingleton<ApproveBatch>().AddSingleton<ReturnBatch>();
        services.AddSingleton<IToDos, ChangeToDos>();
        services.AddSingleton<IChanges, Changes.Changes>();
        services.AddSingleton<ICsvImport, PeopleImport>().AddSingleton<ICsvImport, ChangesImport>().AddSingleton<ICsvImport, NoticesImport>().AddScoped<Uploads>().AddSingleton<ITick, ForgetUploads>();
    }
}
