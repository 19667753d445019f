using System.Globalization;
using System.Threading.RateLimiting;
using Bureau.Host.Layout;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Bureau.Host.SignIn;

internal static class SignInSetup
{
    public const string Limit = "sign-in";
    private const string SignedInAt = "signed_in_at";

    /// <summary>
    /// The session cookie ends after an hour without a request and twelve hours after sign-in in any case. Configuration:
    /// <c>SignIn:AttemptsPerMinute</c> per network address (30).
    /// </summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "bureau";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "to";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(1);
            var redirect = cookie.Events.OnRedirectToLogin;
            cookie.Events.OnRedirectToLogin = context =>
                HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType ? Problems.WriteSignedOutAsync(context.HttpContext) : redirect(context);
            var stamp = cookie.Events.OnValidatePrincipal;
            cookie.Events.OnSigningIn = context =>
            {
                if (!context.Properties.Items.ContainsKey(SignedInAt))
                    context.Properties.Items[SignedInAt] = Clock(context.HttpContext).GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            };
            cookie.Events.OnValidatePrincipal = async context =>
            {
                if (context.Properties.Items.TryGetValue(SignedInAt, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var at)
                    && Clock(context.HttpContext).GetUtcNow() < DateTimeOffset.FromUnixTimeSeconds(at).AddHours(12))
                {
                    await stamp(context);
                    return;
                }
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            };
        });
        var attempts = configuration.GetValue("SignIn:AttemptsPerMinute", 30);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(Limit, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "unknown", _ => new FixedWindowRateLimiterOptions { PermitLimit = attempts, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("reading"));
        });
        return services;
    }

    private static TimeProvider Clock(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>();
}
