using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Web;

namespace Bureau.Compliance.RulePackRegistry;

/// <summary>The rule packs on the command line: no store is opened.</summary>
internal static class PackVerbs
{
    public static readonly Verb Check = new("conformance", "conformance [--pack GB] [--vectors DIR]",
        "Runs test cases against rule packs: the packs' own, or every CSV file of a directory with the same headers. Prints each failure; exit 1 on any.", CheckAsync);

    public static readonly Verb Calculate = new("calculate", "calculate --pack GB --in cases.csv --out results.csv",
        "Calculates a CSV file of cases without a database. Bad rows are told by line and column, exit 1; the good ones are still calculated.", CalculateAsync);

    private static async Task<int> CheckAsync(VerbContext c)
    {
        if (Packs(c) is not { } packs) return await UnknownPackAsync(c);
        var directory = c.Option("vectors");
        if (c.Has("vectors") && (directory is null || !Directory.Exists(directory)))
        {
            await c.Error.WriteLineAsync($"--vectors: there is no directory '{directory}'. Give the one that holds the CSV files.");
            return 2;
        }
        int passed = 0, failed = 0;
        foreach (var pack in packs)
        {
            var report = Conformance.Run(pack, directory);
            report.WriteTo(c.Out);
            passed += report.Passed;
            failed += report.Failed;
        }
        if (passed + failed == 0)
        {
            await c.Error.WriteLineAsync("There are no test cases: no CSV file was found, or the files have no rows.");
            return 1;
        }
        if (packs.Count > 1) await c.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
        return failed == 0 ? 0 : 1;
    }

    private static async Task<int> CalculateAsync(VerbContext c)
    {
        if (Packs(c) is not { } packs) return await UnknownPackAsync(c);
        if (packs is not [var pack] || c.Option("in") is not { } input || c.Option("out") is not { } output)
        {
            await c.Error.WriteLineAsync($"Give a pack, a file of cases and a file for results: {Calculate.Usage}");
            return 2;
        }
        if (!File.Exists(input))
        {
            await c.Error.WriteLineAsync($"--in: there is no file '{input}'.");
            return 2;
        }
        if (Path.GetFullPath(input) == Path.GetFullPath(output))
        {
            await c.Error.WriteLineAsync("--out: give another file than --in, which would be overwritten.");
            return 2;
        }
        CalculatedRows rows;
        using (var reader = new StreamReader(input))
        await using (var writer = new StreamWriter(output))
            rows = CalculateCsv.Run(pack, reader, writer, problem => c.Error.WriteLine(problem));
        await c.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{rows.Calculated} calculated, {rows.Refused} refused"));
        return rows.Refused == 0 && rows.Calculated > 0 ? 0 : 1;
    }

    /// <summary>The pack that is asked for, or all; null when there is none of that name.</summary>
    private static List<IRulePack>? Packs(VerbContext c)
    {
        if (!c.Has("pack")) return [.. RulePacks.All.OrderBy(p => p.Country, StringComparer.Ordinal)];
        return RulePacks.All.FirstOrDefault(p => string.Equals(p.Country, c.Option("pack"), StringComparison.OrdinalIgnoreCase)) is { } pack ? [pack] : null;
    }

    private static async Task<int> UnknownPackAsync(VerbContext c)
    {
        await c.Error.WriteLineAsync($"--pack: there is no rule pack '{c.Option("pack")}'. There are packs for: {string.Join(", ", RulePacks.All.Select(p => p.Country).Order(StringComparer.Ordinal))}.");
        return 2;
    }
}
