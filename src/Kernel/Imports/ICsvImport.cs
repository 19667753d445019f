using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Kernel.Imports;

/// <summary>Something that can be brought in as a CSV file. Modules register theirs; pages and the command line serve them all.</summary>
public interface ICsvImport
{
    /// <summary>Stable name, e.g. <c>people</c>.</summary>
    string Kind { get; }

    string Title { get; }

    /// <summary>What it does and what happens next, in a sentence or two.</summary>
    string Help { get; }

    /// <summary>Permission of whoever may run it.</summary>
    string Permission { get; }

    ValueTask<IReadOnlyList<CsvColumn>> ColumnsAsync(Client client, CancellationToken ct);

    /// <summary>
    /// Judges every row against what is known, with set-based reads. Writes, in one transaction, only when <paramref name="commit"/> is asked and there is not
    /// one problem; a file that was written before has no effect.
    /// </summary>
    Task<ImportReport> RunAsync(Client client, Actor actor, CsvTable table, bool commit, CancellationToken ct);
}
