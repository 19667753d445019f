using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Payroll;

public sealed class PayrollModule : IModule
{
    public string Schema => "payroll";

    public IEnumerable<Permission> Permissions => PayrollPermissions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore<PayrollStore>();
    }
}
