using System.Globalization;
using System.Security.Claims;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bureau.Kernel.Web;

/// <summary>
/// The one gate to every page and endpoint. What somebody may not see does not exist for them: the answer is 404, and the attempt is audited. Fail-closed: an
/// endpoint that names no permission is refused here and keeps the host from starting.
/// </summary>
public sealed class Access(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, Caller caller, Accounts accounts, Permissions permissions, IClientDirectory clients, IdentityStore store, AuditTrail audit)
    {
        if (http.User.Identity?.IsAuthenticated == true && long.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var account)
            && await accounts.FindActorAsync(account, http.RequestAborted) is { } actor)
            caller.SignIn(actor);

        var endpoint = http.GetEndpoint();
        if (endpoint is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(http);
            return;
        }
        if (!caller.IsSignedIn)
        {
            await http.ChallengeAsync();
            return;
        }
        if (caller.Actor.HasOneTimePassword)
        {
            http.Response.Redirect("/password?to=" + Uri.EscapeDataString(HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : "/"));
            return;
        }
        var ct = http.RequestAborted;
        if (endpoint.Metadata.GetMetadata<NeedsAttribute>()?.Permission is { } permission && await MayAsync(http, caller, permissions, clients, permission, ct))
        {
            await next(http);
            return;
        }
        await using (var unit = await store.BeginAcrossClientsAsync(ct))
        {
            await audit.AppendAsync(unit, caller.Actor, new AuditEntry("access.refused", http.Request.Path.Value ?? "/", new { http.Request.Method }), ct);
            await unit.CommitAsync(ct);
        }
        http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task<bool> MayAsync(HttpContext http, Caller caller, Permissions permissions, IClientDirectory clients, string permission, CancellationToken ct)
    {
        if (http.GetRouteValue("client") is string code)
        {
            if (await clients.FindAsync(code, ct) is not { } client || !await permissions.AllowsAsync(caller.Actor, permission, client.Id, ct)) return false;
            caller.Open(client);
            return true;
        }
        if (http.Request.Path.StartsWithSegments("/me"))
        {
            var own = caller.Actor.Memberships.FirstOrDefault(m => m is { Role: Role.Employee, Client: not null, EmployeeId: not null });
            if (own is null || !await permissions.AllowsAsync(caller.Actor, permission, own.Client!.Value, ct)) return false;
            caller.OpenOwn(await clients.GetAsync(own.Client.Value, ct), own.EmployeeId!.Value);
            return true;
        }
        return permissions.AllowsSomewhere(caller.Actor, permission);
    }

    /// <summary>Names every endpoint that would be open by oversight, or that asks for a permission nobody declared.</summary>
    public static IEnumerable<string> Faults(IEnumerable<Endpoint> endpoints, Permissions permissions) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        let needs = endpoint.Metadata.GetMetadata<NeedsAttribute>()
        where needs is null || !permissions.IsDeclared(needs.Permission)
        select needs is null
            ? $"{endpoint.RoutePattern.RawText}: names no permission. Add [Needs(…)] or [AllowAnonymous]."
            : $"{endpoint.RoutePattern.RawText}: needs '{needs.Permission}', which no module declares.";
}
