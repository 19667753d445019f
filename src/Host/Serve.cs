using Bureau.Host.Demonstration;
using Bureau.Host.Layout;
using Bureau.Host.Scheduling;
using Bureau.Host.SignIn;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Web;

namespace Bureau.Host;

/// <summary>The web host: <c>serve</c>.</summary>
internal static class Serve
{
    private const string Health = "/health";

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args.Where(a => a != "serve")], ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://127.0.0.1:5080");
        builder.Services.AddBureau(builder.Configuration);
        builder.Services.AddBureauWeb(builder.Configuration);
        builder.Services.AddQuartzEngine();
        await using var app = builder.Build();

        using var data = DataLock.Take(app.Services.GetRequiredService<Database>());
        if (data is null) return 1;
        await Modules.MigrateAsync(app.Services);
        if (data.IsSole) await app.Services.GetRequiredService<JobRunner>().ReleaseLeasesOfTheDeadAsync();
        if (builder.Configuration.GetValue("Demonstration", true)) await Demonstrate.IfEmptyAsync(builder.Configuration, app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), Console.Out);

        if (!await app.Services.GetRequiredService<Accounts>().AnyAsync()) Console.WriteLine("Nobody can sign in yet. Open the first sign-in: ./run account --email YOUR@ADDRESS --name \"YOUR NAME\" --role operations-lead");

        app.UseBureauWeb();
        await app.StartAsync();
        Console.WriteLine($"Bureau serves {string.Join(" ", app.Urls)} (stop with Ctrl+C)");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static void AddBureauWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRazorPages(o => o.RootDirectory = "/");
        services.AddAuthorization();
        services.AddHealthChecks();
        services.AddSignIn(configuration).AddScoped<Navigation>();
        services.AddAntiforgery(o => o.Cookie.Name = "bureau-form");
    }

    private static void UseBureauWeb(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseProblems();
        app.UseStaticFiles(SecurityHeaders.StaticFiles);
        // Who asks whether the program is alive is nobody who works with it.
        app.UseWhen(c => !c.Request.Path.StartsWithSegments(Health), people => people.UseMiddleware<PeopleWaiting>());
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<Access>();
        app.UseMiddleware<RememberOpened>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapRazorPages();
        app.MapHealthChecks(Health).AllowAnonymous();
        foreach (var module in Modules.All) module.MapEndpoints(app);

        var faults = Access.Faults(((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints), app.Services.GetRequiredService<Permissions>()).ToList();
        if (faults.Count > 0) throw new InvalidOperationException("These addresses would be open by oversight:\n" + string.Join("\n", faults));
    }
}
