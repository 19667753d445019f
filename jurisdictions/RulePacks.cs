namespace Bureau.Jurisdictions;

/// <summary>The packs that this build carries.</summary>
public static class RulePacks
{
    private static readonly Lazy<Dictionary<string, IRulePack>> Packs = new(() => Discover().ToDictionary(p => p.Country, StringComparer.Ordinal));

    public static IReadOnlyCollection<IRulePack> All => Packs.Value.Values;

    /// <exception cref="RulePackException">No pack for the country.</exception>
    public static IRulePack For(string country) =>
        Packs.Value.TryGetValue(country, out var pack)
            ? pack
            : throw new RulePackException("country", $"There is no rule pack for '{country}'. There are packs for: {string.Join(", ", Packs.Value.Keys.Order())}.");

    private static IEnumerable<IRulePack> Discover() =>
        typeof(RulePacks).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IRulePack)))
            .Select(t => (IRulePack)Activator.CreateInstance(t, nonPublic: true)!);
}
