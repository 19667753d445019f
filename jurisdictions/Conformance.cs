using System.Globalization;

namespace Bureau.Jurisdictions;

/// <summary>
/// Runs test cases in the common vector format against a rule pack. <c>conformance [--pack GB] [--vectors DIR]</c> and the tests use it:
/// <code>var report = Conformance.Run(RulePacks.For("GB"), directory); report.WriteTo(Console.Out); return report.Failed == 0 ? 0 : 1;</code>
/// </summary>
public static class Conformance
{
    /// <param name="directory">Every <c>*.csv</c> directly in it is run; null = the cases that the pack carries.</param>
    /// <exception cref="DirectoryNotFoundException">No such directory.</exception>
    public static ConformanceReport Run(IRulePack pack, string? directory = null) => new(pack.Country, pack.Version,
    [
        .. (directory is null ? Carried(pack) : OnDisk(directory)).Select(f =>
        {
            using var reader = f.Open();
            return RunFile(pack, f.Name, reader);
        }),
    ]);

    /// <param name="file">Name for the report.</param>
    /// <param name="cases">The file, header first.</param>
    public static FileConformance RunFile(IRulePack pack, string file, TextReader cases)
    {
        var failures = new List<CaseFailure>();
        var count = 0;
        try
        {
            using var reader = new CaseReader(pack, cases);
            var result = new PayResult(pack);
            while (reader.Read())
            {
                count++;
                if (Judge(pack, reader, result) is { } failure) failures.Add(failure);
            }
        }
        catch (RulePackException header)
        {
            return new(file, 1, [new CaseFailure("(header)", 1, [], [], header.Message, [])]);
        }

        return new(file, count, failures);
    }

    private static CaseFailure? Judge(IRulePack pack, CaseReader reader, PayResult result)
    {
        if (reader.Problems.Count > 0) return Fail(reader, [], string.Join(" ", reader.Problems), []);
        if (reader.Expected.Count == 0) return Fail(reader, [], "The row expects nothing; fill an expect. column.", []);
        try
        {
            var got = reader.Component.Length > 0 ? OfComponent(pack, reader) : OfPayslip(pack, reader, result);
            var wrong = reader.Expected.Select(e => new Difference(e.Name, e.Amount, got(e.Name)))
                .Where(d => d.Got is not { } amount || Math.Abs(amount - d.Expected) > reader.Tolerance).ToList();
            return wrong.Count == 0 ? null : Fail(reader, wrong, null, Explain(pack, reader, result, wrong));
        }
        catch (RulePackException refused)
        {
            return Fail(reader, [], $"{refused.Field}: {refused.Message}", []);
        }
    }

    private static Func<string, decimal?> OfComponent(IRulePack pack, CaseReader reader)
    {
        var results = pack.Components[reader.Component](reader.PayCase.PayDate, reader.Arguments);
        return name => results.TryGetValue(name, out var amount) ? amount : null;
    }

    private static Func<string, decimal?> OfPayslip(IRulePack pack, CaseReader reader, PayResult result)
    {
        pack.Calculate(reader.PayCase, result);
        return name =>
        {
            if (pack.Lines.TryGet(name, out _)) return result[name];
            if (name == "net_pay") return NetPay.Of(reader.PayCase, result);
            const string toDate = "_to_date";
            return name.EndsWith(toDate, StringComparison.Ordinal) && pack.Lines.TryGet(name[..^toDate.Length], out var line)
                ? reader.PayCase.YearToDate[pack.Lines.Ordinal(line.Name)] + result[line.Name]
                : null;
        };
    }

    private static List<Step> Explain(IRulePack pack, CaseReader reader, PayResult result, List<Difference> wrong)
    {
        if (reader.Component.Length > 0) return [];
        var trace = new Trace();
        pack.Calculate(reader.PayCase, result, trace);
        return [.. trace.Steps.Where(s => wrong.Any(w => w.Line == s.Line || w.Line == s.Line + "_to_date"))];
    }

    private static CaseFailure Fail(CaseReader reader, IReadOnlyList<Difference> differences, string? problem, IReadOnlyList<Step> explanation) =>
        new(reader.Case, reader.Line, [.. reader.Given()], differences, problem, explanation);

    private static IEnumerable<(string Name, Func<TextReader> Open)> OnDisk(string directory) =>
        Directory.EnumerateFiles(directory, "*.csv").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), (Func<TextReader>)(() => new StreamReader(path))));

    private static IEnumerable<(string Name, Func<TextReader> Open)> Carried(IRulePack pack)
    {
        var (assembly, prefix) = (typeof(Conformance).Assembly, $"{pack.Country}/Vectors/");
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(n => (n[prefix.Length..], (Func<TextReader>)(() => new StreamReader(assembly.GetManifestResourceStream(n)!))));
    }
}

/// <param name="Got">Null: the pack gives no such figure.</param>
public sealed record Difference(string Line, decimal Expected, decimal? Got);

/// <param name="Line">Line of the file.</param>
/// <param name="Inputs">Given cells of the row.</param>
/// <param name="Problem">Why it could not be calculated; null where figures differ.</param>
/// <param name="Explanation">Steps of the lines that differ.</param>
public sealed record CaseFailure(
    string Case, int Line, IReadOnlyList<(string Name, string Value)> Inputs, IReadOnlyList<Difference> Differences, string? Problem, IReadOnlyList<Step> Explanation);

public sealed record FileConformance(string File, int Cases, IReadOnlyList<CaseFailure> Failures)
{
    public int Passed => Cases - Failures.Count;
}

public sealed record ConformanceReport(string Country, string PackVersion, IReadOnlyList<FileConformance> Files)
{
    public int Passed => Files.Sum(f => f.Passed);

    public int Failed => Files.Sum(f => f.Failures.Count);

    /// <summary>Per file cases, passed and failed, then each failure; the last line is <c>N passed, N failed</c>.</summary>
    public void WriteTo(TextWriter writer)
    {
        writer.WriteLine($"Rule pack {PackVersion}");
        writer.WriteLine($"{"file",-40} {"cases",7} {"passed",7} {"failed",7}");
        foreach (var file in Files)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.File,-40} {file.Cases,7} {file.Passed,7} {file.Failures.Count,7}"));
        foreach (var file in Files)
            foreach (var failure in file.Failures)
                Write(writer, file.File, failure);
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed"));
    }

    private static void Write(TextWriter writer, string file, CaseFailure failure)
    {
        writer.WriteLine();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}, line {failure.Line}: {failure.Case}"));
        if (failure.Problem is not null) writer.WriteLine($"  not calculated: {failure.Problem}");
        foreach (var difference in failure.Differences)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {difference.Line}: expected {difference.Expected}, got {difference.Got?.ToString(CultureInfo.InvariantCulture) ?? "no such figure"}"));
        writer.WriteLine("  inputs: " + string.Join(", ", failure.Inputs.Select(i => $"{i.Name}={i.Value}")));
        foreach (var step in failure.Explanation)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"    {step.Line}: {step.Label} = {step.Result} ({step.Formula}{(step.Operands.Count == 0 ? "" : "; " + string.Join(", ", step.Operands.Select(o => $"{o.Name} {o.Value}")))}{(step.Rounding is null ? "" : "; " + step.Rounding)})"));
    }
}
