using System.Net.Mail;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Host.Administration;

/// <summary>A sign-in as people ask for it.</summary>
/// <param name="Email">What the person signs in with, and is written to at.</param>
/// <param name="Name">For an employee it may be left out: it is as on the payroll.</param>
internal sealed record NewAccount(string? Email, string? Name, NewMembership Membership);

/// <param name="Role">As <see cref="Roles.Key"/> writes it.</param>
/// <param name="Client">Code; without one, every client.</param>
/// <param name="Employee">Number on the client's payroll, for employees.</param>
internal sealed record NewMembership(string? Role, string? Client, string? Employee);

/// <summary>Opens sign-ins and gives roles, from the page and from the command line: what was typed is checked here, who may do it in <see cref="ManageAccounts"/>.</summary>
internal sealed class OpenAccount(ManageAccounts manage, Accounts accounts, IClientDirectory clients, IEmployees employees)
{
    private static readonly string s_roles = string.Join(", ", Enum.GetValues<Role>().Select(r => r.Key()));

    /// <returns>What has to be corrected; else what was done, with a one-time password if the address was new.</returns>
    public async Task<(IReadOnlyList<Problem> Problems, AccountOutcome? Outcome)> RunAsync(Actor actor, NewAccount request, CancellationToken ct = default)
    {
        var problems = new List<Problem>();
        var (email, name) = (request.Email?.Trim() ?? "", request.Name?.Trim() ?? "");
        if (!IsAddress(email)) problems.Add(new(nameof(request.Email), "Write an email address of at most 200 characters, for example ana.silva@harbour.example."));
        var (membership, problem) = await ReadAsync(actor, request.Membership, ct);
        if (name.Length == 0 && membership is { EmployeeId: { } employee, Client: { } client }) name = (await employees.NamesAsync(client, [employee], ct))[employee].Name;
        if (name.Length > 200 || name.Length == 0 && request.Membership.Role != Role.Employee.Key() && await accounts.FindAsync(email, ct) is null)
            problems.Add(new(nameof(request.Name), "Write the person's name, at most 200 characters."));
        if (problem is not null) problems.Add(problem);
        if (problems.Count > 0) return (problems, null);
        var outcome = await manage.OpenAsync(actor, email, name, membership!, ct);
        return outcome.Problem is { } refused ? ([new(refused == ManageAccounts.OneEach ? nameof(NewMembership.Employee) : nameof(request.Email), refused)], null) : ([], outcome);
    }

    /// <summary>The membership that was asked for, or what has to be corrected.</summary>
    public async Task<(Membership? Membership, Problem? Problem)> ReadAsync(Actor actor, NewMembership request, CancellationToken ct = default)
    {
        var roles = Enum.GetValues<Role>().Where(r => r.Key() == request.Role?.Trim().ToLowerInvariant()).ToList();
        if (string.IsNullOrWhiteSpace(request.Role)) return Wrong(nameof(request.Role), "Choose a role.");
        if (roles is not [var role]) return Wrong(nameof(request.Role), $"Choose one of the roles: {s_roles}.");
        var (code, number) = (request.Client?.Trim().ToUpperInvariant() ?? "", request.Employee?.Trim() ?? "");
        Client? client = null;
        if (code.Length > 0)
        {
            client = await clients.FindAsync(code, ct);
            if (client is null || ManageAccounts.ReachOf(actor)?.Contains(client.Id) == false) return Wrong(nameof(request.Client), $"There is no client with the code '{code}'. It stands in the addresses of the client's pages, /c/CODE.");
        }
        else if (!role.IsProvider()) return Wrong(nameof(request.Client), $"{role.Label()} is a role at one client: say at which, by its code.");
        else if (ManageAccounts.ReachOf(actor) is not null) return Wrong(nameof(request.Client), "Say for which of your clients, by its code.");

        if (role != Role.Employee) return number.Length == 0 ? (new(role, client?.Id), null) : Wrong(nameof(request.Employee), "Only the role employee has an employee number. Leave it out, or choose that role.");
        if (number.Length == 0) return Wrong(nameof(request.Employee), "Write the employee's number, as it stands in the client's list of people.");
        return await employees.IdOfAsync(client!.Id, number, ct) is { } id ? (new(role, client.Id, id), null)
            : Wrong(nameof(request.Employee), $"{client.Name} has no employee with the number '{number}'. See the list of people, /c/{client.Code}/people.");

        static (Membership?, Problem?) Wrong(string field, string message) => (null, new(field, message));
    }

    private static bool IsAddress(string email) => email.Length <= 200 && MailAddress.TryCreate(email, out var address) && address.Address == email && address.Host.Contains('.') && !email.Any(char.IsWhiteSpace);
}
