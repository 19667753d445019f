using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Benefits;

public sealed class BenefitsModule : IModule
{
    public string Schema => "benefits";

    public IEnumerable<Permission> Permissions => BenefitsPermissions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore<BenefitsStore>();
    }
}
