using System.Globalization;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Host.Administration;

/// <summary>One sign-in: what its person may do, and the ways to change that.</summary>
[Needs(ManageAccounts.Permission)]
internal sealed class ViewAccountModel(Caller caller, ManageAccounts manage, OpenAccount open, IClientDirectory clients, IEmployees employees, Permissions permissions, TimeProvider clock) : PageModel
{
    /// <summary>Under which a one-time password comes to the page of its account, is shown once, and gone.</summary>
    public static string PasswordOf(long accountId) => string.Create(CultureInfo.InvariantCulture, $"password/{accountId}");

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public ManagedAccount Account { get; private set; } = null!;

    public IReadOnlyList<(Membership Membership, Client? Client, EmployeeName? Employee)> Roles { get; private set; } = [];

    public RoleChoice Choice { get; private set; } = null!;

    public bool IsOwn => Account.Id == caller.Actor.AccountId;

    public string? Password { get; private set; }

    public async Task<IActionResult> OnGetAsync(long accountId, CancellationToken ct)
    {
        Password = TempData[PasswordOf(accountId)] as string;
        return await ShowAsync(accountId, new(null, null, null), [], ct);
    }

    public async Task<IActionResult> OnPostGrantAsync(long accountId, [FromForm] NewMembership wanted, CancellationToken ct)
    {
        var (membership, problem) = await open.ReadAsync(caller.Actor, wanted, ct);
        if (problem is null && await manage.GrantAsync(caller.Actor, accountId, membership!, ct) is { Done: false } refused) problem = new(nameof(wanted.Role), refused.Problem!);
        return problem is null ? Done(accountId, $"Role given: {membership!.Role.Label()}.") : await ShowAsync(accountId, wanted, [problem], ct);
    }

    public async Task<IActionResult> OnPostTakeAwayAsync(long accountId, Role role, long? client, long? employee, CancellationToken ct)
    {
        var answer = await AnswerAsync(await manage.TakeAwayAsync(caller.Actor, accountId, new(role, client is { } id ? new ClientId(id) : null, employee), ct), $"Role taken away: {role.Label()}.", ct);
        // Whoever leads single clients no longer looks after somebody who has nothing left there.
        return answer is LocalRedirectResult && await manage.FindAsync(caller.Actor, accountId, ct) is null ? LocalRedirect("/operations/accounts") : answer;
    }

    public async Task<IActionResult> OnPostCloseAsync(long accountId, CancellationToken ct) =>
        await AnswerAsync(await manage.CloseAsync(caller.Actor, accountId, ct), "Sign-in closed. Whoever was signed in with it is out.", ct, undo: $"/operations/accounts/{accountId}?handler=Reopen");

    public async Task<IActionResult> OnPostReopenAsync(long accountId, CancellationToken ct) =>
        await AnswerAsync(await manage.ReopenAsync(caller.Actor, accountId, ct), "Sign-in open again, with the roles and the password that it had.", ct);

    public async Task<IActionResult> OnPostUnlockAsync(long accountId, CancellationToken ct) =>
        await AnswerAsync(await manage.UnlockAsync(caller.Actor, accountId, ct), "Sign-in unlocked.", ct);

    public async Task<IActionResult> OnPostNewPasswordAsync(long accountId, CancellationToken ct) =>
        await AnswerAsync(await manage.GiveNewPasswordAsync(caller.Actor, accountId, ct), "The old password is refused from now on.", ct);

    private Task<IActionResult> AnswerAsync(AccountOutcome outcome, string done, CancellationToken ct, string? undo = null)
    {
        if (outcome.Problem is { } problem) return ShowAsync(outcome.AccountId, new(null, null, null), [new("main", problem)], ct);
        TempData[PasswordOf(outcome.AccountId)] = outcome.Password;
        return Task.FromResult(Done(outcome.AccountId, done, undo));
    }

    private IActionResult Done(long accountId, string words, string? undo = null) => this.Done(words, $"/operations/accounts/{accountId}", undo);

    private async Task<IActionResult> ShowAsync(long accountId, NewMembership wanted, IReadOnlyList<Problem> problems, CancellationToken ct)
    {
        if (await manage.FindAsync(caller.Actor, accountId, ct) is not { } account) return NotFound();
        Account = account;
        var reach = await ListAccountsModel.ReachAsync(clients, caller.Actor, ct);
        Choice = new(wanted.Role, wanted.Client, wanted.Employee, reach, ManageAccounts.ReachOf(caller.Actor) is null, permissions.All, problems);
        var roles = new List<(Membership, Client?, EmployeeName?)>();
        foreach (var membership in account.Memberships)
        {
            var client = reach.FirstOrDefault(c => c.Id == membership.Client);
            var names = client is not null && membership.EmployeeId is { } id ? await employees.NamesAsync(client.Id, [id], ct) : null;
            roles.Add((membership, client, names?.GetValueOrDefault(membership.EmployeeId ?? 0)));
        }
        Roles = roles;
        ModelState.Clear();
        return Page();
    }
}
