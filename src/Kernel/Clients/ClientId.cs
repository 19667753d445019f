namespace Bureau.Kernel.Clients;

/// <summary>A client company of the provider: the tenant. Every row of a module belongs to one.</summary>
public readonly record struct ClientId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
