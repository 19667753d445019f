using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Mail;
using Bureau.Kernel.Outbox;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bureau.Kernel.Web;

public static class KernelServices
{
    /// <summary>Everything that modules stand on. The host adds the modules, pages and an engine for jobs.</summary>
    public static IServiceCollection AddKernel(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<DatabaseOptions>(configuration.GetSection(DatabaseOptions.Section));
        services.TryAddSingleton<Ids>();
        services.AddSingleton<Database>().AddSingleton<Migrations>().AddSingleton<Instance>();
        services.AddSingleton(p => configuration["Security:MasterKey"] is { Length: > 0 } key
            ? new MasterKey(Convert.FromBase64String(key))
            : MasterKey.FromFile(Path.Combine(p.GetRequiredService<Database>().Folder, "keys", "master.key")));
        services.AddSingleton<FieldCipher>().AddSingleton<AuditTrail>();
        services.AddStore<IdentityStore>();
        services.AddSingleton<OutboxDispatcher>().AddSingleton<JobRunner>().AddSingleton<StuckWork>();
        services.Configure<MailOptions>(configuration.GetSection(MailOptions.Section));
        services.AddSingleton<Notices>().AddSingleton<IJob, SendNotice>();
        services.AddScoped<Caller>().AddScoped<CsvImports>().AddSingleton<PeopleWaiting>();
        services.AddHttpContextAccessor().AddScoped(p => new Wording(Wording.LanguageOf(p.GetRequiredService<IHttpContextAccessor>().HttpContext, p.GetRequiredService<Caller>()), p.GetServices<Translation>()));
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>().AddSingleton<Accounts>().AddSingleton<ManageAccounts>().AddSingleton<OpenedItems>().AddSingleton<Permissions>();
        services.AddSingleton(new Permission(ManageAccounts.Permission, "Open and close sign-ins, and say who may do what", Role.OperationsLead));
        services.AddSingleton<IVerification, AuditVerification>();

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<Account>(options =>
        {
            // Addresses have more characters than the framework's user names: o'brien@example.com.
            options.User.AllowedUserNameCharacters = "";
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddUserStore<AccountStore>().AddSignInManager();
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));

        services.AddDataProtection().SetApplicationName("Bureau");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, StoredKeys>();
        return services;
    }

    /// <summary>Audit chains of every module.</summary>
    private sealed class AuditVerification(IEnumerable<Store> stores, AuditTrail audit) : IVerification
    {
        public string Name => "Audit chains";

        public async Task<(long Checked, IReadOnlyList<string> Faults)> VerifyAsync(CancellationToken ct)
        {
            long entries = 0;
            var faults = new List<string>();
            foreach (var store in stores)
            {
                var (count, found) = await audit.VerifyAsync(store, ct);
                entries += count;
                faults.AddRange(found);
            }
            return (entries, faults);
        }
    }
}
