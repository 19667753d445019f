using System.Net;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Bureau.Host.Tests;

/// <summary>
/// Every address that the host answers to, with real values: found by following the links that each role is shown, so that no list has to be kept. What no page
/// links to is filled in with the values that were seen in other addresses.
/// </summary>
public sealed class Addresses(TwoClients clients) : IAsyncLifetime
{
    private const int OpenedOfARoute = 4;

    private readonly List<(RouteEndpoint Endpoint, TemplateMatcher Matcher)> _endpoints =
        [.. clients.Host.Get<IEnumerable<EndpointDataSource>>().SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains("GET"))
            .Select(e => (e, new TemplateMatcher(TemplateParser.Parse(e.RoutePattern.RawText!), new RouteValueDictionary())))];

    private readonly Dictionary<RouteEndpoint, string> _samples = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public IReadOnlyList<Address> All { get; private set; } = [];

    /// <summary>Patterns of what needs a permission and no page links to.</summary>
    public IEnumerable<string> Unlinked => All.Where(a => !a.IsOpen && !_samples.ContainsKey(a.Endpoint)).Select(a => "/" + a.Endpoint.RoutePattern.RawText!.TrimStart('/'));

    /// <summary>Links that were shown to somebody and did not lead anywhere.</summary>
    public List<string> DeadLinks { get; } = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var role in Enum.GetValues<Role>()) await FollowAsync(await clients.SignedInAsync(TwoClients.UserOf(role)), role);
        All = [.. _endpoints.Select(e => new Address(SampleOf(e.Endpoint), e.Endpoint))];
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>Opens everything that can be reached from the first page; of each route only the first few addresses.</summary>
    private async Task FollowAsync(Browser browser, Role role)
    {
        var opened = new Dictionary<RouteEndpoint, int>();
        var known = new HashSet<string>(StringComparer.Ordinal) { "/" };
        var queue = new Queue<(string Path, string From)>([("/", "the browser")]);
        while (queue.TryDequeue(out var next))
        {
            if (EndpointOf(next.Path) is { } endpoint)
            {
                var samples = opened.GetValueOrDefault(endpoint);
                if (samples >= OpenedOfARoute) continue;
                opened[endpoint] = samples + 1;
                Keep(endpoint, next.Path.Split('?')[0]);
            }
            var answer = await browser.OpenAsync(next.Path);
            if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.Redirect)) DeadLinks.Add($"{role}: {next.From} links to {next.Path}, which answers {(int)answer.Status}");
            foreach (var link in answer.Links)
                if (known.Add(link)) queue.Enqueue((link, next.Path));
        }
    }

    private RouteEndpoint? EndpointOf(string path)
    {
        // Constraints are left out, so /people/new also fits {employeeId}: the route with the most literal segments is meant.
        var matches = _endpoints.Where(e => e.Matcher.TryMatch(path.Split('?')[0], [])).ToList();
        return matches.Count == 0 ? null : matches.MaxBy(e => Literals(e.Endpoint)).Endpoint;
    }

    private static int Literals(RouteEndpoint endpoint) => endpoint.RoutePattern.PathSegments.Count(s => s.Parts is [RoutePatternLiteralPart]);

    private void Keep(RouteEndpoint endpoint, string path)
    {
        var values = new RouteValueDictionary();
        _endpoints.Find(e => e.Endpoint == endpoint).Matcher.TryMatch(path, values);
        foreach (var (name, value) in values)
            if (value is string text) _values.TryAdd(name, text);
        _samples.TryAdd(endpoint, path);
    }

    private string SampleOf(RouteEndpoint endpoint)
    {
        if (_samples.TryGetValue(endpoint, out var sample)) return sample;
        var path = endpoint.RoutePattern.RawText!;
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            var at = path.IndexOf("{" + parameter.Name, StringComparison.Ordinal);
            var value = _values.TryGetValue(parameter.Name, out var seen) ? seen : throw new InvalidOperationException($"No page links to {path}, and nothing tells a value for {parameter.Name}.");
            path = path[..at] + value + path[(path.IndexOf('}', at) + 1)..];
        }
        return path.StartsWith('/') ? path : "/" + path;
    }
}

/// <summary>A real address of the own client, or of no client.</summary>
public sealed record Address(string Path, RouteEndpoint Endpoint)
{
    public string? Permission => Endpoint.Metadata.GetMetadata<NeedsAttribute>()?.Permission;

    public bool IsOpen => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    public bool HasClient => Endpoint.RoutePattern.Parameters.Any(p => p.Name == "client");

    public bool HasIds => Endpoint.RoutePattern.Parameters.Any(p => p.Name.EndsWith("Id", StringComparison.Ordinal) || p.Name == "id");

    /// <summary>The same address under another client's code.</summary>
    public string For(string client) => string.Join('/', Path.Split('/').Select((part, i) => i == 2 ? client : part));
}
