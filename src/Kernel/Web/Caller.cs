using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Kernel.Web;

/// <summary>Who calls and for which client, as the access check established it. Injected into pages and endpoints.</summary>
public sealed class Caller
{
    private Actor? _actor;

    public Actor Actor => _actor ?? throw new InvalidOperationException("Nobody is signed in here.");

    public bool IsSignedIn => _actor is not null;

    /// <summary>The client of the address, which the caller may see; null on pages that span clients.</summary>
    public Client? OpenClient { get; private set; }

    /// <exception cref="InvalidOperationException">The page spans clients.</exception>
    public Client Client => OpenClient ?? throw new InvalidOperationException("This page has no client in its address.");

    /// <summary>The caller's own employment at <see cref="Client"/>, on pages about oneself.</summary>
    public long EmployeeId { get; private set; }

    internal void SignIn(Actor actor) => _actor = actor;

    internal void Open(Client client) => OpenClient = client;

    internal void OpenOwn(Client client, long employeeId) => (OpenClient, EmployeeId) = (client, employeeId);
}
