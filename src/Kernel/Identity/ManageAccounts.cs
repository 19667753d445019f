using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;

namespace Bureau.Kernel.Identity;

/// <summary>
/// Says who can sign in, and as what. An operations lead does so for the clients that they lead, of whom all memberships are there; the command line for everybody.
/// Nobody changes their own sign-in, so the last operations lead is never lost. Each change is audited, and what takes something away ends the person's sessions within a minute.
/// </summary>
public sealed class ManageAccounts(IdentityStore store, Accounts accounts, AuditTrail audit)
{
    public const string Permission = "access.accounts.manage";

    /// <summary>A mistyped number would show one person's pay to another.</summary>
    public const string OneEach = "There is a sign-in for this employee already. Close it first, or take the role away there.";

    /// <summary>Whose sign-ins somebody manages: those of the clients, or with null everybody's.</summary>
    public static IReadOnlyList<ClientId>? ReachOf(Actor actor)
    {
        var leads = actor.Memberships.Where(m => m.Role == Role.OperationsLead).Select(m => m.Client).ToList();
        return ReferenceEquals(actor, Actor.CommandLine) || leads.Contains(null) ? null : [.. leads.OfType<ClientId>().Distinct()];
    }

    private static bool Reaches(Actor actor, IReadOnlyList<Membership> memberships) =>
        ReachOf(actor) is not { } clients || memberships.Count > 0 && memberships.All(m => m.Client is { } client && clients.Contains(client));

    /// <summary>Those whom the actor manages, by name.</summary>
    /// <returns>A page of them, and how many there are on all pages.</returns>
    public async Task<(IReadOnlyList<ManagedAccount> Accounts, long Total)> FindAsync(Actor actor, AccountQuery query, int take, CancellationToken ct = default)
    {
        const string filter = """
            where (@Name is null or a.display_name like @Name escape '\' or a.normalized_name like @Name escape '\')
              and (@State is null
                or (@State = 'closed' and a.disabled_at is not null)
                or (@State = 'locked' and a.disabled_at is null and a.lockout_end > @Now)
                or (@State = 'open' and a.disabled_at is null)
                or (@State = 'never' and a.disabled_at is null and a.last_sign_in_at is null))
              and ((@Role is null and @ClientId is null and @EmployeeId is null) or a.id in (
                select m.account_id from access.membership m
                where (@ClientId is null or m.client_id = @ClientId) and (@Role is null or m.role = @Role) and (@EmployeeId is null or m.employee_id = @EmployeeId)))
              and (@Everybody = 1 or (
                a.id in (select m.account_id from access.membership m where m.client_id in @Reach)
                and a.id not in (select m.account_id from access.membership m where m.client_id is null or m.client_id not in @Reach)))
            """;
        const string counting = "select count(*) from access.account a " + filter;
        const string page = "select a.id, a.user_name, a.display_name, a.last_sign_in_at, a.one_time_until, a.lockout_end, a.disabled_at from access.account a " + filter + """
             and (@After is null or a.display_name > (select b.display_name from access.account b where b.id = @After)
               or (a.display_name = (select b.display_name from access.account b where b.id = @After) and a.id > @After))
            order by a.display_name, a.id
            offset 0 rows fetch next @Take rows only
            """;
        var reach = ReachOf(actor);
        await using var db = await store.OpenAcrossClientsAsync(ct);
        var text = query.Text?.Trim();
        var args = new
        {
            Name = string.IsNullOrEmpty(text) ? null : $"%{Escape(text)}%",
            query.State,
            Role = query.Role?.ToString(),
            ClientId = query.Client?.Value,
            query.EmployeeId,
            Everybody = reach is null ? 1 : 0,
            Reach = (reach ?? []).Select(c => c.Value).ToList(),
            query.After,
            Take = take,
            db.Now,
        };
        var found = await db.QueryAsync<ManagedAccount>(page, args, ct);
        var memberships = (await db.QueryAsync<MembershipRow>("select account_id, role, client_id, employee_id from access.membership where account_id in @Ids order by id", new { Ids = found.Select(a => a.Id).ToList() }, ct))
            .ToLookup(m => m.AccountId, m => m.Membership);
        foreach (var account in found) account.Memberships = [.. memberships[account.Id]];
        return (found, await db.ScalarAsync<long>(counting, args, ct));
    }

    /// <summary>Null when there is no such account, or the actor does not manage it.</summary>
    public async Task<ManagedAccount?> FindAsync(Actor actor, long accountId, CancellationToken ct = default)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        return await ReadAsync(db, accountId, ct) is { } account && Reaches(actor, account.Memberships) ? account : null;
    }

    /// <summary>Opens a sign-in with a one-time password; somebody with this address who can sign in already is given the role.</summary>
    /// <param name="userName">E-mail address.</param>
    public async Task<AccountOutcome> OpenAsync(Actor actor, string userName, string displayName, Membership membership, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(AuditTrail.Provider, ct);
        if (await unit.ScalarAsync<long?>("select id from access.account where normalized_name = @Name", new { Name = Accounts.Normalize(userName) }, ct) is { } existing)
            return await GrantAsync(unit, actor, existing, membership, ct);
        if (await RefusedAsync(unit, actor, 0, membership, ct) is { } problem) return new(0, problem);
        var password = Passwords.OneTime();
        var id = await accounts.InsertAsync(unit, userName.Trim(), displayName.Trim(), password, unit.Now + Passwords.OneTimeLasts, ct);
        await Accounts.GrantAsync(unit, id, membership, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("account.open", $"account/{id}", Accounts.Audited(membership)), ct);
        await unit.CommitAsync(ct);
        return new(id, Password: password);
    }

    public async Task<AccountOutcome> GrantAsync(Actor actor, long accountId, Membership membership, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(AuditTrail.Provider, ct);
        return await GrantAsync(unit, actor, accountId, membership, ct);
    }

    private async Task<AccountOutcome> GrantAsync(UnitOfWork unit, Actor actor, long accountId, Membership membership, CancellationToken ct) =>
        await RefusedAsync(unit, actor, accountId, membership, ct) is { } problem ? new(accountId, problem)
            : await ChangeAsync(unit, actor, accountId, "account.grant", Accounts.Audited(membership), async account =>
                account.DisabledAt is not null ? "This sign-in is closed. Reopen it first."
                : await Accounts.GrantAsync(unit, accountId, membership, ct) == 0 ? "This person has the role already." : null, ct);

    /// <summary>Takes a role away, at once.</summary>
    public Task<AccountOutcome> TakeAwayAsync(Actor actor, long accountId, Membership membership, CancellationToken ct = default) =>
        ChangeAsync(actor, accountId, "account.take-away", Accounts.Audited(membership), async (unit, _) =>
        {
            if (await unit.ExecuteAsync("""
                delete from access.membership
                where account_id = @AccountId and role = @Role and coalesce(client_id, 0) = coalesce(@ClientId, 0) and coalesce(employee_id, 0) = coalesce(@EmployeeId, 0)
                """, new { AccountId = accountId, Role = membership.Role.ToString(), ClientId = membership.Client?.Value, membership.EmployeeId }, ct) == 0) return "This person does not have the role any more.";
            await EndSessionsAsync(unit, accountId, ct);
            return null;
        }, ct);

    /// <summary>Lets somebody in no more, at once. Their roles are kept for a reopening.</summary>
    public Task<AccountOutcome> CloseAsync(Actor actor, long accountId, CancellationToken ct = default) =>
        ChangeAsync(actor, accountId, "account.close", null, async (unit, _) =>
        {
            if (await unit.ExecuteAsync("update access.account set disabled_at = @Now where id = @Id and disabled_at is null", new { Id = accountId, unit.Now }, ct) == 0) return "This sign-in is closed already.";
            await EndSessionsAsync(unit, accountId, ct);
            return null;
        }, ct);

    public Task<AccountOutcome> ReopenAsync(Actor actor, long accountId, CancellationToken ct = default) =>
        ChangeAsync(actor, accountId, "account.reopen", null, async (unit, account) =>
        {
            foreach (var membership in account.Memberships)
                if (await HeldByAnotherAsync(unit, accountId, membership, ct)) return OneEach;
            return await unit.ExecuteAsync("update access.account set disabled_at = null, version = version + 1 where id = @Id and disabled_at is not null", new { Id = accountId }, ct) == 0 ? "This sign-in is open already." : null;
        }, ct);

    /// <summary>Lets somebody try again before the time that wrong passwords locked them out for is over.</summary>
    public Task<AccountOutcome> UnlockAsync(Actor actor, long accountId, CancellationToken ct = default) =>
        ChangeAsync(actor, accountId, "account.unlock", null, async (unit, _) =>
            await unit.ExecuteAsync("update access.account set lockout_end = null, access_failed_count = 0, version = version + 1 where id = @Id and lockout_end > @Now", new { Id = accountId, unit.Now }, ct) == 0
                ? "This sign-in is not locked any more." : null, ct);

    /// <summary>Replaces a password that is forgotten or known to others by a one-time password, and unlocks.</summary>
    public async Task<AccountOutcome> GiveNewPasswordAsync(Actor actor, long accountId, CancellationToken ct = default)
    {
        var password = Passwords.OneTime();
        var outcome = await ChangeAsync(actor, accountId, "account.new-password", null, async (unit, account) =>
        {
            if (account.DisabledAt is not null) return "This sign-in is closed. Reopen it first.";
            await accounts.SetPasswordAsync(unit, accountId, password, unit.Now + Passwords.OneTimeLasts, ct);
            return null;
        }, ct);
        return outcome.Done ? outcome with { Password = password } : outcome;
    }

    private async Task<AccountOutcome> ChangeAsync(Actor actor, long accountId, string action, object? details, Func<UnitOfWork, ManagedAccount, Task<string?>> change, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(AuditTrail.Provider, ct);
        return await ChangeAsync(unit, actor, accountId, action, details, account => change(unit, account), ct);
    }

    /// <param name="change">Says why it cannot be, else null.</param>
    private async Task<AccountOutcome> ChangeAsync(UnitOfWork unit, Actor actor, long accountId, string action, object? details, Func<ManagedAccount, Task<string?>> change, CancellationToken ct)
    {
        if (actor.AccountId == accountId) return new(accountId, "This is your own sign-in. Another operations lead changes it, or the command line.");
        if (await ReadAsync(unit, accountId, ct) is not { } account || !Reaches(actor, account.Memberships)) return new(accountId, "Somebody who leads operations for all clients looks after this sign-in.");
        if (await change(account) is { } problem) return new(accountId, problem);
        await audit.AppendAsync(unit, actor, new AuditEntry(action, $"account/{accountId}", details), ct);
        await unit.CommitAsync(ct);
        return new(accountId);
    }

    private static async Task<string?> RefusedAsync(UnitOfWork unit, Actor actor, long accountId, Membership membership, CancellationToken ct)
    {
        if (membership.Client is null && !membership.Role.IsProvider() || (membership.Role == Role.Employee) != (membership.EmployeeId is not null))
            throw new InvalidOperationException($"A membership of the role {membership.Role.Label()} is not made like that.");
        if (!Reaches(actor, [membership])) return "You give roles for the clients that you lead.";
        return await HeldByAnotherAsync(unit, accountId, membership, ct) ? OneEach : null;
    }

    private static async Task<bool> HeldByAnotherAsync(UnitOfWork unit, long accountId, Membership membership, CancellationToken ct) =>
        membership.EmployeeId is not null && await unit.ScalarAsync<long>("""
            select count(*) from access.membership m
            join access.account a on a.id = m.account_id
            where m.client_id = @ClientId and m.role = 'Employee' and m.employee_id = @EmployeeId and m.account_id <> @AccountId and a.disabled_at is null
            """, new { AccountId = accountId, ClientId = membership.Client?.Value, membership.EmployeeId }, ct) > 0;

    private static Task<int> EndSessionsAsync(UnitOfWork unit, long accountId, CancellationToken ct) =>
        unit.ExecuteAsync("update access.account set security_stamp = @Stamp, version = version + 1 where id = @Id", new { Id = accountId, Stamp = Accounts.NewStamp() }, ct);

    private static async Task<ManagedAccount?> ReadAsync(DbSession db, long accountId, CancellationToken ct)
    {
        var account = await db.SingleOrDefaultAsync<ManagedAccount>("select id, user_name, display_name, last_sign_in_at, one_time_until, lockout_end, disabled_at from access.account where id = @Id", new { Id = accountId }, ct);
        if (account is not null)
            account.Memberships = [.. (await db.QueryAsync<MembershipRow>("select role, client_id, employee_id from access.membership where account_id = @Id order by id", new { Id = accountId }, ct)).Select(r => r.Membership)];
        return account;
    }

    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
}

/// <param name="Text">Part of a name or address.</param>
/// <param name="State"><c>open</c>, <c>locked</c>, <c>closed</c>, or <c>never</c> signed in; null = all.</param>
/// <param name="After">The last account of the page before.</param>
public sealed record AccountQuery(string? Text = null, string? State = null, Role? Role = null, ClientId? Client = null, long? EmployeeId = null, long? After = null);

/// <summary>A sign-in as those see it who look after it.</summary>
public sealed class ManagedAccount
{
    public long Id { get; init; }
    /// <summary>E-mail address.</summary>
    public string UserName { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public DateTimeOffset? LastSignInAt { get; init; }
    /// <summary>A password that somebody else gave works until then; null once it is the person's own.</summary>
    public DateTimeOffset? OneTimeUntil { get; init; }
    public DateTimeOffset? LockoutEnd { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public IReadOnlyList<Membership> Memberships { get; internal set; } = [];

    public bool IsLocked(DateTimeOffset now) => LockoutEnd > now;
}

/// <param name="Problem">Why nothing was changed; null when it was.</param>
/// <param name="Password">The one-time password, where one was made: told here and never again.</param>
public sealed record AccountOutcome(long AccountId, string? Problem = null, string? Password = null)
{
    public bool Done => Problem is null;
}
