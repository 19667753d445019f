namespace Bureau.Kernel.Mail;

/// <summary>Configuration section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public MailTransport Transport { get; set; } = MailTransport.Folder;

    /// <summary>Address that notices come from; its domain also ends their Message-IDs.</summary>
    public string From { get; set; } = "notices@bureau.example";

    /// <summary>Where readers reach Bureau, e.g. <c>https://payroll.example.com</c>: notices link to it. Without it the first of <c>urls</c>.</summary>
    public string? Address { get; set; }

    /// <summary>For <see cref="MailTransport.Folder"/>; without it <c>notices</c> in the folder of the embedded store.</summary>
    public string? Folder { get; set; }

    /// <summary>For <see cref="MailTransport.Smtp"/>: the server.</summary>
    public string Host { get; set; } = "localhost";

    public int Port { get; set; } = 587;

    /// <summary>STARTTLS is demanded, and a certificate that holds. Only for a server on the same machine may it be false.</summary>
    public bool Tls { get; set; } = true;

    /// <summary>Without it nobody signs in to the server.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }
}

public enum MailTransport
{
    /// <summary>Each notice is written as an <c>.eml</c> file; nothing leaves the machine.</summary>
    Folder,
    Smtp,
    /// <summary>Nobody is written to.</summary>
    None,
}
