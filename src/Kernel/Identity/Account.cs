namespace Bureau.Kernel.Identity;

/// <summary>A person's sign-in.</summary>
public sealed class Account
{
    public long Id { get; init; }
    /// <summary>E-mail address, as typed at creation.</summary>
    public string UserName { get; set; } = "";
    public string NormalizedName { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public string? PasswordHash { get; set; }
    /// <summary>A password that somebody else gave works until then; null once it is the person's own.</summary>
    public DateTimeOffset? OneTimeUntil { get; init; }
    public string SecurityStamp { get; set; } = "";
    public DateTimeOffset? LockoutEnd { get; set; }
    public int AccessFailedCount { get; set; }
    public DateTimeOffset? DisabledAt { get; set; }
    public long Version { get; set; }
}
