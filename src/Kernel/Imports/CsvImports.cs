using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Kernel.Imports;

/// <summary>The way in for every CSV file: is it readable, is it this client's, which import is it, does its header fit; then the import itself.</summary>
public sealed class CsvImports(IEnumerable<ICsvImport> imports, IClientDirectory clients)
{
    public IReadOnlyList<ICsvImport> All { get; } = [.. imports];

    public ICsvImport? Find(string kind) => All.FirstOrDefault(i => i.Kind == kind);

    /// <param name="kind">Null = told by the header.</param>
    /// <param name="commit">False = dry run.</param>
    public async Task<ImportReport> RunAsync(Client client, Actor actor, string? kind, string fileName, byte[] content, bool commit, CancellationToken ct = default)
    {
        var problems = new ImportProblems();
        if (CsvFile.Open(fileName, content, problems) is not { } file) return ImportReport.Refused(kind ?? "", 0, problems);

        var codes = (await clients.ListAsync(ct)).Select(c => c.Code);
        if (WhyNotOf(client, file, codes) is { } reason)
        {
            problems.File(reason);
            return ImportReport.Refused(kind ?? "", 0, problems);
        }
        var import = kind is null ? await GuessAsync(client, file, ct) : Find(kind);
        if (import is null)
        {
            problems.File($"The header fits no import. There are: {string.Join(", ", All.Select(i => i.Kind))}. Download a template and use its columns.");
            return ImportReport.Refused(kind ?? "", 0, problems);
        }
        var table = CsvTable.Open(file, client, await import.ColumnsAsync(client, ct), problems);
        if (table is null) return ImportReport.Refused(import.Kind, 0, problems);
        var report = await import.RunAsync(client, actor, table, commit, ct);
        if (report.Rows > 0 || report.Problems.Count > 0) return report;
        report.Problems.File("The file has a header but no rows.");
        return report with { Committed = false };
    }

    /// <summary>
    /// Null when the file shows that it is the client's. The longest code that its name starts with counts; without one, a column in which every row names the client.
    /// </summary>
    internal static string? WhyNotOf(Client client, CsvFile file, IEnumerable<string> codes)
    {
        var owner = codes.Where(c => StartsWithCode(file.Name, c)).MaxBy(c => c.Length);
        if (owner is not null && !string.Equals(owner, client.Code, StringComparison.OrdinalIgnoreCase))
            return $"The file's name starts with {owner}, the code of another client; this import is for {client.Code}. Open the client that the file belongs to, or rename the file if its content is {client.Code}'s.";
        return owner is not null || file.Header.Contains(CsvColumn.ClientName)
            ? null
            : $"Nothing in the file says that it is {client.Code}'s. Let its name start with the code, for example {client.Code}-{file.Name}, or add a column “client” that holds {client.Code} in every row.";
    }

    private static bool StartsWithCode(string name, string code) =>
        name.StartsWith(code, StringComparison.OrdinalIgnoreCase) && (name.Length == code.Length || !char.IsLetterOrDigit(name[code.Length]));

    /// <summary>The import that lacks the fewest of its required columns in this header and knows the most of it; null when it knows none.</summary>
    private async Task<ICsvImport?> GuessAsync(Client client, CsvFile file, CancellationToken ct)
    {
        (ICsvImport? Import, int Score) best = (null, int.MinValue);
        foreach (var import in All)
        {
            var columns = await import.ColumnsAsync(client, ct);
            var known = columns.Count(c => file.Header.Contains(c.Name));
            var score = known - 100 * columns.Count(c => c.Required && !file.Header.Contains(c.Name)) - 10 * file.Header.Count(h => h != CsvColumn.ClientName && !columns.Any(c => c.Name == h));
            if (known > 0 && score > best.Score) best = (import, score);
        }
        return best.Import;
    }
}
