using System.Security.Cryptography;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Mail;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Identity;

namespace Bureau.Kernel.Identity;

/// <summary>Accounts and memberships: schema <c>access</c>.</summary>
public sealed class IdentityStore(Database database) : Store(database, "access");

/// <summary>Answers who somebody is, and keeps what is theirs: sign-ins, password, language.</summary>
public sealed class Accounts(IdentityStore store, IPasswordHasher<Account> hasher, AuditTrail audit, Notices notices, IEnumerable<Translation> translations)
{
    /// <summary>The person behind an account, with memberships as they stand now; null when there is none or it is disabled.</summary>
    public async Task<Actor?> FindActorAsync(long accountId, CancellationToken ct = default)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        var account = await db.SingleOrDefaultAsync<Account>("select display_name, one_time_until from access.account where id = @Id and disabled_at is null", new { Id = accountId }, ct);
        if (account is null) return null;
        var rows = await db.QueryAsync<MembershipRow>("select role, client_id, employee_id from access.membership where account_id = @Id", new { Id = accountId }, ct);
        return new Actor(accountId, account.DisplayName, [.. rows.Select(r => r.Membership)]) { HasOneTimePassword = account.OneTimeUntil is not null };
    }

    /// <summary>Whether anybody has ever been given a sign-in.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct = default)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        return await db.ScalarAsync<long?>("select min(id) from access.account", ct: ct) is not null;
    }

    /// <summary>Opens an account with a password that its person knows already, and its memberships.</summary>
    /// <exception cref="InvalidOperationException">The user name is taken, or a client role lacks its client.</exception>
    public async Task<long> OpenAsync(string userName, string displayName, string password, IReadOnlyList<Membership> memberships, CancellationToken ct = default)
    {
        if (memberships.FirstOrDefault(m => m.Client is null && !m.Role.IsProvider()) is { } wrong)
            throw new InvalidOperationException($"The role {wrong.Role.Label()} needs a client.");
        await using var unit = await store.BeginAsync(AuditTrail.Provider, ct);
        try
        {
            var id = await InsertAsync(unit, userName, displayName, password, oneTimeUntil: null, ct);
            foreach (var membership in memberships) await GrantAsync(unit, id, membership, ct);
            await audit.AppendAsync(unit, Actor.System, new AuditEntry("account.open", $"account/{id}", memberships.Select(Audited)), ct);
            await unit.CommitAsync(ct);
            return id;
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            throw new InvalidOperationException("There is an account with this user name already.");
        }
    }

    internal async Task<long> InsertAsync(UnitOfWork unit, string userName, string displayName, string password, DateTimeOffset? oneTimeUntil, CancellationToken ct)
    {
        var account = new Account { Id = unit.Ids.Next() };
        await unit.ExecuteAsync("""
            insert into access.account (id, user_name, normalized_name, display_name, password_hash, one_time_until, security_stamp, access_failed_count, version, created_at)
            values (@Id, @UserName, @NormalizedName, @DisplayName, @PasswordHash, @OneTimeUntil, @SecurityStamp, 0, 1, @Now)
            """, new { account.Id, UserName = userName, NormalizedName = Normalize(userName), DisplayName = displayName, PasswordHash = hasher.HashPassword(account, password), OneTimeUntil = oneTimeUntil, SecurityStamp = NewStamp(), unit.Now }, ct);
        return account.Id;
    }

    /// <summary>Replaces somebody's password. Their other sessions end within a minute, and they are told by e-mail.</summary>
    /// <param name="oneTimeUntil">Null when it is the person's own.</param>
    internal async Task SetPasswordAsync(UnitOfWork unit, long accountId, string password, DateTimeOffset? oneTimeUntil, CancellationToken ct)
    {
        await unit.ExecuteAsync("""
            update access.account
            set password_hash = @PasswordHash, one_time_until = @OneTimeUntil, security_stamp = @SecurityStamp, lockout_end = null, access_failed_count = 0, version = version + 1
            where id = @Id
            """, new { Id = accountId, PasswordHash = hasher.HashPassword(new Account { Id = accountId }, password), OneTimeUntil = oneTimeUntil, SecurityStamp = NewStamp() }, ct);
        var words = new Wording(await unit.ScalarAsync<string>("select language from access.account where id = @Id", new { Id = accountId }, ct) ?? "en", translations);
        await notices.AddAsync(unit, oneTimeUntil is null
            ? new Notice(accountId, words["Your password was changed"], words["If it was not you who changed it, tell your payroll provider now."], "/sign-in")
            : new Notice(accountId, words["Your password was reset"], words["You are given a new one-time password. If you did not ask for one, tell your payroll provider now."], "/sign-in"), ct);
    }

    /// <summary>Gives the person a password of their own. The caller has made sure that it is them, by the old one.</summary>
    /// <returns>What is wrong with it, in the language of <paramref name="words"/>; null when it is set.</returns>
    public async Task<string?> ChangePasswordAsync(Actor actor, string password, Wording words, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(AuditTrail.Provider, ct);
        var account = await unit.SingleAsync<Account>("select user_name, display_name from access.account where id = @Id and disabled_at is null", new { Id = actor.AccountId }, ct);
        if (Passwords.Fault(password, account.UserName, account.DisplayName, words) is { } fault) return fault;
        await SetPasswordAsync(unit, actor.AccountId, password, oneTimeUntil: null, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("account.change-password", $"account/{actor.AccountId}"), ct);
        await unit.CommitAsync(ct);
        return null;
    }

    /// <summary>Records that somebody signed in, or tried to and was refused.</summary>
    public async Task RecordSignInAsync(Account account, bool accepted, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(AuditTrail.Provider, ct);
        if (accepted) await unit.ExecuteAsync("update access.account set last_sign_in_at = @Now where id = @Id", new { account.Id, unit.Now }, ct);
        await audit.AppendAsync(unit, new Actor(account.Id, account.DisplayName, []), new AuditEntry(accepted ? "sign-in" : "sign-in.refused", $"account/{account.Id}"), ct);
        await unit.CommitAsync(ct);
    }

    /// <summary>The account of a user name; null when there is none.</summary>
    public async Task<long?> FindAsync(string userName, CancellationToken ct = default)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        return await db.ScalarAsync<long?>("select id from access.account where normalized_name = @Name", new { Name = Normalize(userName) }, ct);
    }

    /// <summary>Everybody who holds one of the roles for the client and can sign in.</summary>
    public async Task<IReadOnlyList<Holder>> HoldersAsync(ClientId client, IReadOnlyCollection<Role> roles, CancellationToken ct = default)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        var rows = await db.QueryAsync<HolderRow>("""
            select a.id as account_id, a.language, m.role, m.client_id, m.employee_id
            from access.membership m
            join access.account a on a.id = m.account_id
            where a.disabled_at is null and m.role in @Roles and (m.client_id = @ClientId or m.client_id is null)
            order by a.id
            """, new { ClientId = client.Value, Roles = roles.Select(r => r.ToString()).ToList() }, ct);
        return [.. rows.Select(r => new Holder(r.AccountId, r.Membership, r.Language)).Where(h => h.Membership.Covers(client))];
    }

    /// <summary>The language in which somebody is written to.</summary>
    /// <param name="language">ISO 639-1.</param>
    public async Task SpeakAsync(long accountId, string language, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAcrossClientsAsync(ct);
        await unit.ExecuteAsync("update access.account set language = @Language where id = @Id", new { Id = accountId, Language = language }, ct);
        await unit.CommitAsync(ct);
    }

    /// <summary>Adds a membership; one that exists is left as it is.</summary>
    /// <returns>How many were added: 1 or 0.</returns>
    internal static Task<int> GrantAsync(UnitOfWork unit, long accountId, Membership membership, CancellationToken ct) =>
        unit.ExecuteAsync("""
            insert into access.membership (id, account_id, role, client_id, employee_id)
            select @Id, @AccountId, @Role, @ClientId, @EmployeeId
            where not exists (select 1 from access.membership
                where account_id = @AccountId and role = @Role and coalesce(client_id, 0) = coalesce(@ClientId, 0) and coalesce(employee_id, 0) = coalesce(@EmployeeId, 0))
            """, new { Id = unit.Ids.Next(), AccountId = accountId, Role = membership.Role.ToString(), ClientId = membership.Client?.Value, membership.EmployeeId }, ct);

    /// <summary>A membership in the audit.</summary>
    internal static object Audited(Membership membership) => new { Role = membership.Role.Key(), ClientId = membership.Client?.Value, membership.EmployeeId };

    internal static string Normalize(string userName) => userName.Trim().Normalize().ToUpperInvariant();

    /// <summary>Sessions that were begun under another stamp end.</summary>
    internal static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private sealed class HolderRow : MembershipRow
    {
        public string? Language { get; init; }
    }
}

internal class MembershipRow
{
    public long AccountId { get; init; }
    public string Role { get; init; } = "";
    public long? ClientId { get; init; }
    public long? EmployeeId { get; init; }

    public Membership Membership => new(Enum.Parse<Role>(Role), ClientId is { } c ? new ClientId(c) : null, EmployeeId);
}

/// <summary>An account with one of its memberships.</summary>
/// <param name="Language">ISO 639-1; null while the person has not chosen.</param>
public sealed record Holder(long AccountId, Membership Membership, string? Language);
