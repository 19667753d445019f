using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;

namespace Bureau.Compliance.AuditViewer;

/// <summary>Across the clients that the caller may see; the provider's own chain is for those who may see all.</summary>
[Needs(CompliancePermissions.ViewAuditOfAll)]
internal sealed class OperationsAuditModel(Caller caller, ReadAudit read, IClientDirectory directory, Permissions permissions) : AuditPage(read)
{
    public const string ProviderOnly = "-";

    public IReadOnlyList<Client> Clients { get; private set; } = [];

    public string? ClientCode { get; private set; }

    public bool SeesAll { get; private set; }

    public override bool ShowsClients => true;

    public override string TimeZone => "UTC";

    public override string Here => $"/operations/audit?client={Uri.EscapeDataString(ClientCode ?? "")}";

    public override string ClientOf(AuditLine line) => CodeOf(line) ?? "provider";

    public override string? PageOf(AuditLine line) => CodeOf(line) is { } code ? PageOf(code, line.Entry.Subject) : null;

    public async Task<IActionResult> OnGetAsync(
        string? client, string? module, string? action, string? subject, string? actor, string? from, string? to, string? format, bool check = false, int p = 1, CancellationToken ct = default)
    {
        var mine = new List<Client>();
        foreach (var one in await directory.ListAsync(ct))
            if (await permissions.AllowsAsync(caller.Actor, CompliancePermissions.ViewAuditOfAll, one.Id, ct)) mine.Add(one);
        Clients = mine;
        SeesAll = await permissions.AllowsAsync(caller.Actor, CompliancePermissions.ViewAuditOfAll, AuditTrail.Provider, ct);
        ClientCode = string.IsNullOrEmpty(client) ? SeesAll ? null : mine.FirstOrDefault()?.Code : client;
        ClientId? chain = null;
        if (ClientCode == ProviderOnly && SeesAll) chain = AuditTrail.Provider;
        else if (ClientCode is not null || !SeesAll)
        {
            if (mine.FirstOrDefault(c => c.Code == ClientCode) is not { } chosen) return NotFound();
            chain = chosen.Id;
        }
        return await AnswerAsync(chain, "audit.csv", new(module, action, subject, actor, from, to), format, check, p, ct);
    }

    private string? CodeOf(AuditLine line) => Clients.FirstOrDefault(c => c.Id.Value == line.Entry.ClientId)?.Code;
}
