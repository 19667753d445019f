using Bureau.Kernel.Clients;

namespace Bureau.Kernel.Identity;

/// <summary>Who does something: a signed-in person, or the system itself for scheduled work.</summary>
/// <param name="Memberships">What they are, and for which client.</param>
public sealed record Actor(long AccountId, string Name, IReadOnlyList<Membership> Memberships)
{
    /// <summary>Scheduled work. Holds no role, so it can never approve.</summary>
    public static readonly Actor System = new(0, "Bureau", []);

    /// <summary>Whoever operates the installation, through the command line. Holds no role either, so it can never approve what it brought in.</summary>
    public static readonly Actor CommandLine = new(1, "Command line", []);

    /// <summary>Signed in with a password that somebody else gave: nothing opens before it is replaced.</summary>
    public bool HasOneTimePassword { get; init; }
}

/// <param name="Client">Null = every client of the provider; only roles of the provider's side may have that.</param>
/// <param name="EmployeeId">The person on the client's payroll, for <see cref="Role.Employee"/>.</param>
public sealed record Membership(Role Role, ClientId? Client, long? EmployeeId = null)
{
    public bool Covers(ClientId client) => Client is null ? Role.IsProvider() : Client == client;
}

/// <summary>What somebody is. Each role is of one side of the engagement.</summary>
public enum Role
{
    PayrollSpecialist,
    PayrollApprover,
    ComplianceOfficer,
    OperationsLead,
    ClientHr,
    ClientApprover,
    Employee,
    Auditor,
}

public static class Roles
{
    public static bool IsProvider(this Role role) => role is Role.PayrollSpecialist or Role.PayrollApprover or Role.ComplianceOfficer or Role.OperationsLead or Role.Auditor;

    public static Side Side(this Role role) => role.IsProvider() ? Clients.Side.Provider : role is Role.Employee ? Clients.Side.Employee : Clients.Side.Client;

    public static string Label(this Role role) => role switch
    {
        Role.PayrollSpecialist => "Payroll specialist",
        Role.PayrollApprover => "Payroll approver",
        Role.ComplianceOfficer => "Compliance officer",
        Role.OperationsLead => "Operations lead",
        Role.ClientHr => "Client HR",
        Role.ClientApprover => "Client approver",
        _ => role.ToString(),
    };

    /// <summary>The role in forms and on the command line, e.g. <c>payroll-specialist</c>.</summary>
    public static string Key(this Role role) => role.Label().ToLowerInvariant().Replace(' ', '-');
}
