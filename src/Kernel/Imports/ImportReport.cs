namespace Bureau.Kernel.Imports;

/// <summary>What is wrong at one place of a file and how to fix it.</summary>
/// <param name="Row">As a spreadsheet counts: the header is row 1. 0 = the file as a whole.</param>
/// <param name="Column">Name of the column; null = the whole row.</param>
/// <param name="Value">What stands there, shortened; null where the column is sensitive.</param>
public sealed record ImportProblem(int Row, string? Column, string? Value, string Message);

/// <summary>Collects what is wrong: all are counted, the first <see cref="Kept"/> are kept.</summary>
public sealed class ImportProblems
{
    public const int Kept = 1000;

    private readonly List<ImportProblem> _kept = [];

    public int Count { get; private set; }

    /// <summary>By row; those of one row in the order in which they were found.</summary>
    public IReadOnlyList<ImportProblem> First => [.. _kept.OrderBy(p => p.Row)];

    public void Add(ImportProblem problem)
    {
        Count++;
        if (_kept.Count < Kept) _kept.Add(problem);
    }

    /// <summary>What was found elsewhere in the same file.</summary>
    public void Add(ImportProblems others)
    {
        Count += others.Count;
        _kept.AddRange(others._kept.Take(Kept - _kept.Count));
    }

    public void File(string message) => Add(new ImportProblem(0, null, null, message));

    public void Row(int row, string message) => Add(new ImportProblem(row, null, null, message));

    /// <summary>A cell's problem. A sensitive value is kept out of the message too.</summary>
    public void Cell(int row, CsvColumn column, string value, string message) => Add(column.Sensitive
        ? new ImportProblem(row, column.Name, null, value.Length > 4 ? message.Replace(value, "…", StringComparison.Ordinal) : message)
        : new ImportProblem(row, column.Name, value.Length > 40 ? value[..40] + "…" : value, message));
}

/// <summary>What a file would do, or did. With any problem nothing was written.</summary>
/// <param name="Kind">The import's kind; empty when it could not be told.</param>
/// <param name="Rows">Rows read, without header and empty rows.</param>
/// <param name="Added">Rows that bring something new.</param>
/// <param name="Changed">Rows that alter something.</param>
/// <param name="Unchanged">Rows that say what is known already.</param>
/// <param name="Committed">True when the rows were written.</param>
public sealed record ImportReport(string Kind, int Rows, int Added, int Changed, int Unchanged, ImportProblems Problems, bool Committed)
{
    /// <summary>Where people go next, as an address below the host; null where there is nothing to do.</summary>
    public string? Next { get; init; }

    public bool HasEffect => Added + Changed > 0;

    public static ImportReport Refused(string kind, int rows, ImportProblems problems) => new(kind, rows, 0, 0, 0, problems, Committed: false);
}
