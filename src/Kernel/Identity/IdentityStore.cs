using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Microsoft.AspNetCore.Identity;

namespace Bureau.Kernel.Identity;

/// <summary>Accounts and memberships: schema <c>access</c>.</summary>
public sealed class IdentityStore(Database database) : Store(database, "access");

/// <summary>Opens accounts and answers who somebody is.</summary>
public sealed class Accounts(IdentityStore store, IPasswordHasher<Account> hasher)
{
    /// <summary>The person behind an account, with memberships as they stand now; null when there is none or it is disabled.</summary>
    public async Task<Actor?> FindActorAsync(long accountId, CancellationToken ct = default)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        var name = await db.ScalarAsync<string>("select display_name from access.account where id = @Id and disabled_at is null", new { Id = accountId }, ct);
        if (name is null) return null;
        var rows = await db.QueryAsync<MembershipRow>("select role, client_id, employee_id from access.membership where account_id = @Id", new { Id = accountId }, ct);
        return new Actor(accountId, name, [.. rows.Select(r => r.Membership)]);
    }

    /// <summary>Opens an account with a first password and its memberships.</summary>
    /// <exception cref="InvalidOperationException">The user name is taken, or a client role lacks its client.</exception>
    public async Task<long> OpenAsync(string userName, string displayName, string password, IReadOnlyList<Membership> memberships, CancellationToken ct = default)
    {
        if (memberships.FirstOrDefault(m => m.Client is null && !m.Role.IsProvider()) is { } wrong)
            throw new InvalidOperationException($"The role {wrong.Role.Label()} needs a client.");
        await using var unit = await store.BeginAcrossClientsAsync(ct);
        var account = new Account { Id = unit.Ids.Next(), UserName = userName, NormalizedName = Normalize(userName), DisplayName = displayName, SecurityStamp = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)) };
        account.PasswordHash = hasher.HashPassword(account, password);
        try
        {
            await unit.ExecuteAsync("""
                insert into access.account (id, user_name, normalized_name, display_name, password_hash, security_stamp, access_failed_count, version, created_at)
                values (@Id, @UserName, @NormalizedName, @DisplayName, @PasswordHash, @SecurityStamp, 0, 1, @Now)
                """, new { account.Id, account.UserName, account.NormalizedName, account.DisplayName, account.PasswordHash, account.SecurityStamp, unit.Now }, ct);
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            throw new InvalidOperationException("There is an account with this user name already.");
        }
        foreach (var membership in memberships) await GrantAsync(unit, account.Id, membership, ct);
        await unit.CommitAsync(ct);
        return account.Id;
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
    public async Task GrantAsync(long accountId, Membership membership, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAcrossClientsAsync(ct);
        await GrantAsync(unit, accountId, membership, ct);
        await unit.CommitAsync(ct);
    }

    private static async Task GrantAsync(UnitOfWork unit, long accountId, Membership membership, CancellationToken ct) =>
        await unit.ExecuteAsync("""
            insert into access.membership (id, account_id, role, client_id, employee_id)
            select @Id, @AccountId, @Role, @ClientId, @EmployeeId
            where not exists (select 1 from access.membership
                where account_id = @AccountId and role = @Role and coalesce(client_id, 0) = coalesce(@ClientId, 0) and coalesce(employee_id, 0) = coalesce(@EmployeeId, 0))
            """, new { Id = unit.Ids.Next(), AccountId = accountId, Role = membership.Role.ToString(), ClientId = membership.Client?.Value, membership.EmployeeId }, ct);

    internal static string Normalize(string userName) => userName.Trim().ToUpperInvariant();

    private class MembershipRow
    {
        public string Role { get; init; } = "";
        public long? ClientId { get; init; }
        public long? EmployeeId { get; init; }

        public Membership Membership => new(Enum.Parse<Role>(Role), ClientId is { } c ? new ClientId(c) : null, EmployeeId);
    }

    private sealed class HolderRow : MembershipRow
    {
        public long AccountId { get; init; }
        public string? Language { get; init; }
    }
}

/// <summary>An account with one of its memberships.</summary>
/// <param name="Language">ISO 639-1; null while the person has not chosen.</param>
public sealed record Holder(long AccountId, Membership Membership, string? Language);
