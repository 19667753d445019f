using System.Text;
using Bureau.Kernel.Clients;

namespace Bureau.Kernel.Imports;

/// <summary>A CSV file of one client, read by the columns of one import.</summary>
public sealed class CsvTable
{
    private readonly CsvFile _file;
    private readonly Client _client;
    /// <summary>By position in the file; null = the column that names the client.</summary>
    private readonly CsvColumn?[] _columns;
    private readonly Dictionary<string, int> _ordinals;

    private CsvTable(CsvFile file, Client client, CsvColumn?[] columns)
    {
        (_file, _client, _columns) = (file, client, columns);
        _ordinals = columns.Select((c, i) => (Name: c?.Name ?? CsvColumn.ClientName, i)).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);
    }

    public CsvFile File => _file;

    /// <summary>Columns of the import that the file has, in the file's order.</summary>
    public IEnumerable<CsvColumn> Columns => _columns.OfType<CsvColumn>();

    /// <summary>Null when the header does not fit; the problems name each column.</summary>
    public static CsvTable? Open(CsvFile file, Client client, IReadOnlyList<CsvColumn> columns, ImportProblems problems)
    {
        var before = problems.Count;
        var byName = columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var found = new CsvColumn?[file.Header.Count];
        for (var i = 0; i < found.Length; i++)
        {
            var name = file.Header[i];
            if (name.Length == 0) problems.Add(new ImportProblem(1, null, null, $"Column {i + 1} has no name. Name it, or delete it if it is empty."));
            else if (file.Header.Take(i).Contains(name)) problems.Add(new ImportProblem(1, name, null, "The column stands twice. Delete one of the two."));
            else if (name != CsvColumn.ClientName && !byName.TryGetValue(name, out found[i]))
                problems.Add(new ImportProblem(1, name, null, "This column is not known" + (Nearest(name, byName.Keys) is { } near ? $"; did you mean {near}?" : ".") + " Rename or delete it; the template shows all columns."));
        }
        foreach (var missing in columns.Where(c => c.Required && !file.Header.Contains(c.Name)))
            problems.Add(new ImportProblem(1, missing.Name, null, $"The column for “{missing.Label}” is missing. Add it; the template shows all columns."));
        return problems.Count == before ? new CsvTable(file, client, found) : null;
    }

    /// <summary>
    /// The rows one after another, each cell checked. A row with a problem is still given, marked unsound. Reading ends at a row of another client.
    /// </summary>
    public IEnumerable<CsvRow> Rows(ImportProblems problems)
    {
        var keys = Columns.Where(c => c.Key).Select(c => _ordinals[c.Name]).ToArray();
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (number, cells) in _file.Records(problems).Skip(1))
        {
            if (cells.Length != _columns.Length)
            {
                problems.Row(number, $"The row has {cells.Length} cells, the header {_columns.Length}. Look for a missing or surplus separator, or a value with a {(_file.Separator == ',' ? "comma" : "semicolon")} that needs quotes.");
                continue;
            }
            var row = new CsvRow(number, new string?[cells.Length], _ordinals);
            for (var i = 0; i < cells.Length; i++)
            {
                var text = Clean(cells[i]);
                row.Cells[i] = text.Length == 0 ? null : text;
                if (_columns[i] is not { } column)
                {
                    if (string.Equals(text, _client.Code, StringComparison.OrdinalIgnoreCase)) continue;
                    problems.Add(new ImportProblem(number, CsvColumn.ClientName, text.Length > 40 ? text[..40] + "…" : text, $"The row belongs to another client; this import is for {_client.Code}. The whole file is refused: open the client that it belongs to, or correct the column."));
                    yield break;
                }
                if (Fault(column, cells[i], text) is not { } fault) continue;
                problems.Cell(number, column, text, fault);
                row.IsSound = false;
            }
            if (keys.Length > 0 && Key(row, keys) is { } key && !seen.TryAdd(key, number))
            {
                problems.Cell(number, _columns[keys[0]]!, row.Cells[keys[0]]!, $"The same row stands in row {seen[key]} already. Keep one of the two.");
                row.IsSound = false;
            }
            yield return row;
        }
    }

    private static string? Fault(CsvColumn column, string raw, string text)
    {
        if (text.Length == 0) return column.Required ? $"{column.Label} must not be empty." : null;
        if (raw[0] is '\t' or '\r') return "The cell starts with a tab or line end, which can hide a formula. Write the plain value.";
        return CsvCells.Fault(text, column.MaxLength) ?? (column.IsDate ? CsvCells.DayFault(text, column.Sensitive) : null) ?? column.Check?.Invoke(text);
    }

    /// <summary>One form for equal text: no outer blanks (also unbreakable ones), accents composed.</summary>
    private static string Clean(string cell)
    {
        var text = cell.Trim();
        return Ascii.IsValid(text) || text.Contains('\uFFFD') || HasLoneSurrogate(text) ? text : text.Normalize(NormalizationForm.FormC);
    }

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(r => r == Rune.ReplacementChar);

    private static string? Key(CsvRow row, int[] keys) => Array.TrueForAll(keys, k => row.Cells[k] is not null) ? string.Join('\u001F', keys.Select(k => row.Cells[k])) : null;

    /// <summary>The known name that a mistyped one most likely means: at most two letters inserted, left out or replaced.</summary>
    private static string? Nearest(string name, IEnumerable<string> known) =>
        known.Select(k => (Name: k, Distance: Distance(name, k))).Where(k => k.Distance <= 2).OrderBy(k => k.Distance).Select(k => k.Name).FirstOrDefault();

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2) return int.MaxValue;
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++) current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            previous = current;
        }
        return previous[b.Length];
    }
}

/// <summary>One row. Cells are trimmed; an empty cell is null.</summary>
public sealed class CsvRow
{
    private readonly IReadOnlyDictionary<string, int> _ordinals;

    internal CsvRow(int number, string?[] cells, IReadOnlyDictionary<string, int> ordinals) => (Number, Cells, _ordinals) = (number, cells, ordinals);

    /// <summary>As a spreadsheet counts: the header is row 1.</summary>
    public int Number { get; }

    /// <summary>False when a cell of the row was refused.</summary>
    public bool IsSound { get; internal set; } = true;

    internal string?[] Cells { get; }

    /// <summary>Null when the cell is empty or the file lacks the column.</summary>
    public string? this[string column] => _ordinals.TryGetValue(column, out var ordinal) ? Cells[ordinal] : null;

    /// <summary>A date cell of a sound row; null when it is empty.</summary>
    public DateOnly? Day(string column) => this[column] is { } text ? CsvCells.Day(text) : null;
}
