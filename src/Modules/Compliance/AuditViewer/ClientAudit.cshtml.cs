using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;

namespace Bureau.Compliance.AuditViewer;

[Needs(CompliancePermissions.ViewAudit)]
internal sealed class ClientAuditModel(Caller caller, ReadAudit read) : AuditPage(read)
{
    public Client Client => caller.Client;

    public override string TimeZone => Client.TimeZone;

    public override string Here => $"/c/{Client.Code}/audit?";

    public override string ClientOf(AuditLine line) => Client.Code;

    public override string? PageOf(AuditLine line) => PageOf(Client.Code, line.Entry.Subject);

    public Task<IActionResult> OnGetAsync(string? module, string? action, string? subject, string? actor, string? from, string? to, string? format, bool check = false, int p = 1, CancellationToken ct = default) =>
        AnswerAsync(Client.Id, $"{Client.Code}-audit.csv", new(module, action, subject, actor, from, to), format, check, p, ct);
}
