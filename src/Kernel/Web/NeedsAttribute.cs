using Microsoft.AspNetCore.Builder;

namespace Bureau.Kernel.Web;

/// <summary>
/// The permission that a page or endpoint needs. With <c>{client}</c> in the route, for that client; below <c>/me</c>, for the caller's own employment; else for
/// at least one client. An endpoint with neither this nor AllowAnonymous keeps the host from starting.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}

public static class NeedsExtensions
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, string permission) where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(b => b.Metadata.Add(new NeedsAttribute(permission)));
        return endpoint;
    }
}
