using System.Globalization;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;

namespace Bureau.Host.Layout;

/// <summary>Notes which clients, people and pay runs somebody opens: <c>/c/HARBOUR</c>, <c>/c/HARBOUR/people/7</c> and what lies below.</summary>
internal sealed class RememberOpened(RequestDelegate next)
{
    public const string ClientKind = "client";

    public async Task InvokeAsync(HttpContext http, Caller caller, OpenedItems opened, IEnumerable<ISearch> sources)
    {
        await next(http);
        // A page that watches something running asks each second.
        if (!HttpMethods.IsGet(http.Request.Method) || http.Response.StatusCode != StatusCodes.Status200OK || caller.OpenClient is not { } client || http.Request.Headers.ContainsKey("X-Requested-With")) return;
        if (http.Request.Path.Value!.Split('/') is not ["", "c", _, .. var rest]) return;
        if (rest is [] && caller.Actor.Memberships.Any(m => m.Role.IsProvider()))
            await opened.NoteAsync(caller.Actor.AccountId, client.Id, ClientKind, 0);
        else if (rest is [var kind, var id, ..] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var item) && sources.Any(s => s.Kind == kind))
            await opened.NoteAsync(caller.Actor.AccountId, client.Id, kind, item);
    }
}
