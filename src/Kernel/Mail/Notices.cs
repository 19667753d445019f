using System.Globalization;
using Bureau.Kernel.Data;
using Bureau.Kernel.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bureau.Kernel.Mail;

/// <summary>
/// What somebody with an account is told by e-mail. It may be read on a locked phone or by whoever shares the mailbox: it names no employee and no amount.
/// </summary>
/// <param name="AccountId">Whose. The address is looked up when it is sent, so that it is the one of that moment and stands nowhere else.</param>
/// <param name="Path">Page of Bureau that it leads to, from the root, e.g. <c>/me/payslips</c>.</param>
public sealed record Notice(long AccountId, string Subject, string Text, string Path);

/// <summary>The outbox of notices: each is a job, written in the transaction that makes it necessary, and sent if and when that commits.</summary>
public sealed class Notices(IOptions<MailOptions> options, IConfiguration configuration)
{
    public bool AreOn => options.Value.Transport != MailTransport.None;

    /// <summary>Address of a page, for a reader elsewhere.</summary>
    public string LinkTo(string path) => (options.Value.Address ?? configuration["urls"]?.Split(';')[0] ?? "http://127.0.0.1:5080").TrimEnd('/') + path;

    public async Task AddAsync(UnitOfWork unit, Notice notice, CancellationToken ct = default)
    {
        if (AreOn) await unit.EnqueueAsync(SendNotice.JobName, notice, dedupeKey: unit.Ids.Next().ToString(CultureInfo.InvariantCulture), ct: ct);
    }

    /// <summary>Sends it after a while, and only once however often the same page was to be told of meanwhile.</summary>
    public async Task AddAsync(UnitOfWork unit, Notice notice, TimeSpan after, CancellationToken ct = default)
    {
        if (AreOn) await unit.EnqueueAsync(SendNotice.JobName, notice, dedupeKey: string.Create(CultureInfo.InvariantCulture, $"{notice.AccountId}{notice.Path}"), unit.Now + after, ct);
    }
}
