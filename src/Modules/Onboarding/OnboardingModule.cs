using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
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
    }
}
