using Bureau.Benefits;
using Bureau.Compliance;
using Bureau.Host.Administration;
using Bureau.Kernel.Data;
using Bureau.Kernel.Web;
using Bureau.Onboarding;
using Bureau.Payroll;

namespace Bureau.Host;

/// <summary>The modules of the house.</summary>
public static class Modules
{
    public static readonly IReadOnlyList<IModule> All = [new OnboardingModule(), new BenefitsModule(), new PayrollModule(), new ComplianceModule()];

    /// <summary>Kernel and modules, without the web: enough for the command line, and what the web host builds on.</summary>
    public static IServiceCollection AddBureau(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddKernel(configuration);
        foreach (var module in All)
        {
            services.AddSingleton(module);
            foreach (var permission in module.Permissions) services.AddSingleton(permission);
            module.AddServices(services, configuration);
        }
        services.AddSingleton<OpenAccount>();
        foreach (var text in All.Select(m => m.GetType().Assembly).Append(typeof(Modules).Assembly).SelectMany(Translation.Of)) services.AddSingleton(text);
        return services;
    }

    /// <summary>Brings every store to the newest schema. Safe to run from two instances at once.</summary>
    /// <returns>How many migrations were applied.</returns>
    public static async Task<int> MigrateAsync(IServiceProvider services, CancellationToken ct = default)
    {
        var migrations = services.GetRequiredService<Migrations>();
        var applied = await migrations.ApplyAsync("access", typeof(Migrations).Assembly, ct);
        foreach (var module in All) applied += await migrations.ApplyAsync(module.Schema, module.GetType().Assembly, ct);
        return applied;
    }
}
