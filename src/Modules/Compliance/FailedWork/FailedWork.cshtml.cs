using Bureau.Kernel.Clients;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Compliance.FailedWork;

/// <summary>What failed in the background and is not done yet, of the clients that the caller may see: calculations, releases, notices.</summary>
[Needs(CompliancePermissions.RetryWork)]
internal sealed class FailedWorkModel(Caller caller, StuckWork stuck, IClientDirectory clients, TimeProvider clock) : PageModel
{
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public IReadOnlyList<(StuckItem Item, string Client)> Items { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var items = new List<(StuckItem, string)>();
        foreach (var item in await stuck.ReadAsync(caller.Actor, CompliancePermissions.RetryWork, ct))
            items.Add((item, item.Client is { } id ? (await clients.GetAsync(id, ct)).Name : "All clients"));
        Items = items;
    }

    public async Task<IActionResult> OnPostAsync(string schema, long id, CancellationToken ct)
    {
        await OnGetAsync(ct);
        if (Items.FirstOrDefault(i => i.Item.Schema == schema && i.Item.Id == id).Item is not { } item) return NotFound();
        TempData["Done"] = await stuck.TryAgainAsync(item, caller.Actor, ct) ? "It is tried again now." : "It is done already.";
        return LocalRedirect("/operations/failed-work");
    }

    /// <summary>What kind of work a job or event is.</summary>
    public static string Words(StuckItem item) => item.Name switch
    {
        "mail.send" => "Send a notice by e-mail",
        "payroll.calculate" => "Calculate a pay run",
        "payroll.compare" => "Compare a pay run with the one before",
        "payroll.release" => "Release a pay run",
        _ => item.IsEvent ? "Tell other parts of what happened" : "Background work",
    };
}
