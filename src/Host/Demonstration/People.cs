using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Host.Demonstration;

/// <summary>The invented people who sign in to the demonstration. All have the same password, which is no secret.</summary>
internal static class People
{
    public const string Password = "demonstration";

    public sealed record SignIn(string UserName, string Name, Role Role, string? Client, string TryFirst)
    {
        /// <summary>Number on the client's payroll, for employees.</summary>
        public string? EmployeeNumber { get; init; }
    }

    public static readonly SignIn Specialist = new("priya@bureau.example", "Priya Raman", Role.PayrollSpecialist, null, "open the November run of Harbour, clear its blockers, submit it");
    public static readonly SignIn Approver = new("tom@bureau.example", "Tom Okafor", Role.PayrollApprover, null, "approve what Priya submitted, or send it back");
    public static readonly SignIn Lead = new("ingrid@bureau.example", "Ingrid Solberg", Role.OperationsLead, null, "see every client's runs by deadline");
    public static readonly SignIn Compliance = new("helen@bureau.example", "Helen Marsh", Role.ComplianceOfficer, null, "see what is owed to HMRC, rule packs and their conformance");
    public static readonly SignIn Auditor = new("ade@bureau.example", "Adé Balogun", Role.Auditor, null, "follow an amount from a payslip to its law and approvals");
    public static readonly SignIn HarbourHr = new("claire@harbour.example", "Claire Dubois", Role.ClientHr, "HARBOUR", "submit a pay change, import a CSV file");
    public static readonly SignIn HarbourApprover = new("martin@harbour.example", "Martin Hale", Role.ClientApprover, "HARBOUR", "approve or return the changes that wait; a late rise is made good in the next run");
    public static readonly SignIn KestrelHr = new("joanna@kestrel.example", "Joanna Pike", Role.ClientHr, "KESTREL", "look at a client whose people the provider maintains");
    public static readonly SignIn KestrelApprover = new("ravi@kestrel.example", "Ravi Menon", Role.ClientApprover, "KESTREL", "approve Kestrel's pay runs");
    public static readonly SignIn LarkspurHr = new("dana@larkspur.example", "Dana Whitfield", Role.ClientHr, "LARKSPUR", "add somebody who lives in one state and works in another");
    public static readonly SignIn LarkspurApprover = new("marcus@larkspur.example", "Marcus Bell", Role.ClientApprover, "LARKSPUR", "sign off the pay run that waits, decide on a move to another state");
    public static readonly SignIn HarbourEmployee = new("employee@harbour.example", "", Role.Employee, "HARBOUR", "open a payslip and one of its lines, join a plan") { EmployeeNumber = "H1035" };
    public static readonly SignIn KestrelEmployee = new("employee@kestrel.example", "", Role.Employee, "KESTREL", "download a weekly payslip") { EmployeeNumber = "K002" };
    public static readonly SignIn LarkspurEmployee = new("employee@larkspur.example", "", Role.Employee, "LARKSPUR", "see how federal, state and city tax were worked out") { EmployeeNumber = "L011" };

    public static readonly IReadOnlyList<SignIn> All =
        [Specialist, Approver, Lead, Compliance, Auditor, HarbourHr, HarbourApprover, KestrelHr, KestrelApprover, LarkspurHr, LarkspurApprover, HarbourEmployee, KestrelEmployee, LarkspurEmployee];

    /// <summary>Opens the sign-in unless there is one, and gives the person.</summary>
    public static async Task<Actor> OpenAsync(Accounts accounts, SignIn signIn, string name, ClientId? client, long? employeeId, CancellationToken ct)
    {
        var id = await accounts.FindAsync(signIn.UserName, ct) ?? await accounts.OpenAsync(signIn.UserName, name, Password, [new Membership(signIn.Role, client, employeeId)], ct);
        return (await accounts.FindActorAsync(id, ct))!;
    }
}
