using Bureau.Compliance.AuditViewer;
using Bureau.Compliance.Contracts;
using Bureau.Compliance.Obligations;
using Bureau.Compliance.RulePackRegistry;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Outbox;
using Bureau.Kernel.Web;
using Bureau.Payroll.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Compliance;

public sealed class ComplianceModule : IModule
{
    public string Schema => "compliance";

    public IEnumerable<Permission> Permissions => CompliancePermissions.All;

    public IEnumerable<MenuEntry> Menu =>
    [
        new(Workspace.Operations, "Compliance", "/operations/compliance", CompliancePermissions.ViewBoard, 40),
        new(Workspace.Operations, "Rule packs", "/operations/rule-packs", CompliancePermissions.ViewRulePacks, 50),
        new(Workspace.Operations, "Audit", "/operations/audit", CompliancePermissions.ViewAuditOfAll, 60),
        new(Workspace.Operations, "Failed work", "/operations/failed-work", CompliancePermissions.RetryWork, 65),
        new(Workspace.Client, "Obligations", "/c/{client}/obligations", CompliancePermissions.ViewObligations, 70),
        new(Workspace.Client, "Audit", "/c/{client}/audit", CompliancePermissions.ViewAudit, 90),
    ];

    public IEnumerable<Verb> Verbs => [PackVerbs.Check, PackVerbs.Calculate];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore<ComplianceStore>();
        services.AddSingleton<ReadObligations>().AddSingleton<IObligations>(p => p.GetRequiredService<ReadObligations>()).AddSingleton<CompleteObligation>().AddSingleton<IFilings>(p => p.GetRequiredService<CompleteObligation>());
        services.AddEventHandler<PayRunReleased, FeedObligations, ComplianceStore>();
        services.AddSingleton<RunConformance>().AddSingleton<IJob>(p => p.GetRequiredService<RunConformance>()).AddSingleton<ReadConformance>();
        services.AddSingleton<ReadAudit>();
    }
}
