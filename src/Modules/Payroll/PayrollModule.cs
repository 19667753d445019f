using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Payroll.Calendars;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.Inputs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Payroll;

public sealed class PayrollModule : IModule
{
    public string Schema => "payroll";

    public IEnumerable<Permission> Permissions => PayrollPermissions.All;

    public IEnumerable<MenuEntry> Menu =>
    [
        new(Workspace.Operations, "Pay runs", "/operations", PayrollPermissions.ViewBoard, 10),
        new(Workspace.Client, "Pay runs", "/c/{client}/runs", PayrollPermissions.ViewRun, 20),
        new(Workspace.Client, "Pay inputs", "/c/{client}/inputs", PayrollPermissions.ViewRun, 30),
        new(Workspace.Me, "My pay", "/me", PayrollPermissions.OwnPayslips, 10),
        new(Workspace.Me, "Payslips", "/me/payslips", PayrollPermissions.OwnPayslips, 20),
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore<PayrollStore>();
        services.AddSingleton<IPayPeriods, UpcomingPeriods>();
        services.AddSingleton<EnterPayInputs>().AddSingleton<EnterPayInput>().AddSingleton<ICsvImport, ImportPayInputs>();
    }
}
