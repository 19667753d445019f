using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Microsoft.Extensions.Options;

namespace Bureau.Kernel.Mail;

/// <summary>
/// Sends one notice. A server that took it and died before it said so gets it again: the Message-ID is that of the request, so the reader's mailbox can tell.
/// </summary>
internal sealed class SendNotice(IOptions<MailOptions> options, Notices notices, Database database, IdentityStore accounts) : IJob
{
    public const string JobName = "mail.send";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public string Name => JobName;

    public async Task RunAsync(JobRequest request, CancellationToken ct)
    {
        var notice = request.ArgsAs<Notice>();
        string? to;
        await using (var db = await accounts.OpenAcrossClientsAsync(ct))
            to = await db.ScalarAsync<string>("select user_name from access.account where id = @Id and disabled_at is null", new { Id = notice.AccountId }, ct);
        if (to is null || !notices.AreOn) return;
        using var message = new MailMessage(options.Value.From, to, notice.Subject, $"{notice.Text}\r\n\r\n{notices.LinkTo(notice.Path)}\r\n") { SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8, BodyTransferEncoding = TransferEncoding.EightBit };
        message.Headers["Message-ID"] = string.Create(CultureInfo.InvariantCulture, $"<{request.Id}@{message.From!.Host}>");
        // Told by a machine: no out-of-office answers.
        message.Headers["Auto-Submitted"] = "auto-generated";
        using var client = Client();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(s_patience);
        await client.SendMailAsync(message, patience.Token);
    }

    private SmtpClient Client()
    {
        var mail = options.Value;
        if (mail.Transport == MailTransport.Smtp)
            return new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.Tls, Credentials = mail.User is null ? null : new NetworkCredential(mail.User, mail.Password) };
        var folder = Path.GetFullPath(mail.Folder ?? Path.Combine(database.Folder, "notices"));
        Directory.CreateDirectory(folder);
        return new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = folder };
    }
}
