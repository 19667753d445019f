using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Clients;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Onboarding;

public sealed class OnboardingModule : IModule
{
    public string Schema => "onboarding";

    public IEnumerable<Permission> Permissions => OnboardingPermissions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore<OnboardingStore>();
        services.AddSingleton<ClientDirectory>().AddSingleton<IClientDirectory>(p => p.GetRequiredService<ClientDirectory>());
        services.AddSingleton<OpenClient>().AddSingleton<AgreeEngagement>().AddSingleton<AddLegalEntity>().AddSingleton<AddPayGroup>();
        services.AddSingleton<IClientSetup, ClientSetup>();
        services.AddSingleton<PayGroups>().AddSingleton<IPayGroups>(p => p.GetRequiredService<PayGroups>());
        services.AddSingleton<SensitiveValues>().AddSingleton<IEmployees, Employees.Employees>().AddSingleton<ClientFields>();
        services.AddSingleton<ChangeWriter>().AddSingleton<SubmitChange>().AddSingleton<SubmitStarter>();
        services.AddSingleton<ApproveChange>().AddSingleton<ReturnChange>().AddSingleton<WithdrawChange>().AddSingleton<ApproveBatch>();
        services.AddSingleton<IChanges, Changes.Changes>();
    }
}
