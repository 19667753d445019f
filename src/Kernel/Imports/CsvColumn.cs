namespace Bureau.Kernel.Imports;

/// <summary>One column of an import: what the template shows, what the cells must be.</summary>
/// <param name="Name">As the header writes it, e.g. <c>employee_number</c>; matched without regard to case, spaces count as underscores.</param>
/// <param name="Label">As people say it.</param>
public sealed record CsvColumn(string Name, string Label)
{
    /// <summary>What to write there, for the template page.</summary>
    public string Help { get; init; } = "";
    /// <summary>A plausible value, for the template file.</summary>
    public string Example { get; init; } = "";
    /// <summary>The header must have it and no cell may be empty.</summary>
    public bool Required { get; init; }
    /// <summary>Part of what makes a row the same row: two rows that agree in every key column are reported.</summary>
    public bool Key { get; init; }
    /// <summary>Cells are dates, written YYYY-MM-DD.</summary>
    public bool IsDate { get; init; }
    /// <summary>Its values stand in no report.</summary>
    public bool Sensitive { get; init; }
    /// <summary>Longest acceptable value, in characters.</summary>
    public int MaxLength { get; init; } = 200;
    /// <summary>Null when the value is acceptable, else what is wrong and how to fix it. Empty cells are not asked about.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <summary>In every import: names the client, so that a file cannot land at another one.</summary>
    public const string ClientName = "client";

    internal static readonly CsvColumn Client = new(ClientName, "Client") { Help = "The client's code in every row. Needed only when the file's name does not start with it." };

    internal static string Normalize(string header) => header.Trim().ToLowerInvariant().Replace(' ', '_');
}
