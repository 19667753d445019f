namespace Bureau.Kernel.Clients;

/// <summary>Answers which clients there are and who performs what for them. Implemented by the module that owns clients.</summary>
public interface IClientDirectory
{
    /// <summary>Null when no client has this code.</summary>
    ValueTask<Client?> FindAsync(string code, CancellationToken ct = default);

    /// <exception cref="InvalidOperationException">There is no such client.</exception>
    ValueTask<Client> GetAsync(ClientId id, CancellationToken ct = default);

    /// <summary>All clients by code.</summary>
    ValueTask<IReadOnlyList<Client>> ListAsync(CancellationToken ct = default);

    /// <summary>Whether the engagement gives <paramref name="function"/> to this side. Nobody performs what an engagement does not name.</summary>
    ValueTask<bool> PerformsAsync(ClientId client, string function, Side side, CancellationToken ct = default);
}

/// <param name="Code">Short code in addresses and file names, upper case, e.g. <c>HARBOUR</c>.</param>
/// <param name="TimeZone">IANA zone in which cut-offs and pay dates are meant.</param>
/// <param name="Country">ISO 3166-1 alpha-2; selects the rule pack.</param>
public sealed record Client(ClientId Id, string Code, string Name, string TimeZone, string Country)
{
    /// <summary>The client's calendar day at an instant.</summary>
    public DateOnly DayAt(DateTimeOffset instant) => Time.Zones.DayAt(instant, TimeZone);

    /// <summary>The instant of a wall-clock time in the client's zone. A time that a clock change skips means the first instant after it.</summary>
    public DateTimeOffset InstantOf(DateOnly day, TimeOnly time) => Time.Zones.InstantOf(day, time, TimeZone);
}

/// <summary>Which side of an engagement somebody stands on.</summary>
public enum Side { Provider, Client, Employee }
