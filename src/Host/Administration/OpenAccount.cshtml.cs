using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Host.Administration;

[Needs(ManageAccounts.Permission)]
internal sealed class OpenAccountModel(Caller caller, OpenAccount open, ManageAccounts manage, IClientDirectory clients, IEmployees employees, Permissions permissions, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Email { get; set; }
    [BindProperty(SupportsGet = true)] public string? Name { get; set; }
    [BindProperty(SupportsGet = true)] public string? Role { get; set; }
    [BindProperty(SupportsGet = true)] public string? Client { get; set; }
    [BindProperty(SupportsGet = true)] public string? Employee { get; set; }

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public RoleChoice Choice { get; private set; } = null!;

    /// <summary>From an employee's page it is opened with their client and number: what is known of them is filled in, and a sign-in that there is, is shown.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        if (string.IsNullOrEmpty(Employee) || Choice.Clients.FirstOrDefault(c => c.Code == Client) is not { } client || await employees.IdOfAsync(client.Id, Employee, ct) is not { } id) return Page();
        if ((await manage.FindAsync(caller.Actor, new(State: "open", Client: client.Id, EmployeeId: id), 1, ct)).Accounts is [var theirs]) return Redirect($"/operations/accounts/{theirs.Id}");
        var now = clock.GetUtcNow();
        var today = client.DayAt(now);
        if (await employees.FindAsync(client.Id, id, today, ct) is not { } employment) return Page();
        Name = employment.Name;
        if (employment.PayGroupId is { } group)
            await foreach (var person in employees.StreamForPayAsync(client.Id, group, today, today, now, only: id, [FactNames.Email], ct)) Email = person.On(today, FactNames.Email);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        (Problems, var outcome) = await open.RunAsync(caller.Actor, new(Email, Name, new(Role, Client, Employee)), ct);
        if (outcome is null)
        {
            await ShowAsync(ct);
            ModelState.Clear();
            return Page();
        }
        TempData["Done"] = outcome.Password is null ? "There was a sign-in with this address already. It has the role now." : "Sign-in opened.";
        TempData[ViewAccountModel.PasswordOf(outcome.AccountId)] = outcome.Password;
        return Redirect($"/operations/accounts/{outcome.AccountId}");
    }

    private async Task ShowAsync(CancellationToken ct) =>
        Choice = new(Role, Client, Employee, await ListAccountsModel.ReachAsync(clients, caller.Actor, ct), ManageAccounts.ReachOf(caller.Actor) is null, permissions.All, Problems);
}

/// <summary>The part of a form that asks for a role.</summary>
/// <param name="Clients">Those that may be chosen.</param>
/// <param name="AllClients">Whether all of them may.</param>
internal sealed record RoleChoice(string? Role, string? Client, string? Employee, IReadOnlyList<Client> Clients, bool AllClients, IReadOnlyCollection<Permission> Permissions, IReadOnlyList<Problem> Problems)
{
    public string? Problem(string field) => Problems.FirstOrDefault(p => p.Field == field)?.Message;
}
