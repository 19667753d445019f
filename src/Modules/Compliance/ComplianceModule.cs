using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Compliance;

public sealed class ComplianceModule : IModule
{
    public string Schema => "compliance";

    public IEnumerable<Permission> Permissions => CompliancePermissions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore<ComplianceStore>();
    }
}
