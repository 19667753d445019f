namespace Bureau.Jurisdictions;

/// <summary>A notice of an authority that changes facts of an employee, e.g. a new tax code, whether it comes on paper or as a row of a file.</summary>
/// <param name="Name">As the authority calls it, e.g. <c>P6</c>.</param>
/// <param name="Fields">Fields of the employee that it may give, by name; the first must be given. Empty = it only says what <see cref="Sets"/> holds.</param>
public sealed record Notice(string Name, string Label, IReadOnlyList<string> Fields, Source Source) : INamed
{
    /// <summary>What the notice itself says, by field, e.g. that a loan stops.</summary>
    public IReadOnlyDictionary<string, string> Sets { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What is wrong and how to fix it, for the day from which the notice applies and the values it gives by field; empty when it can be taken over. The
    /// values themselves are checked by their fields.
    /// </summary>
    public Func<DateOnly, IReadOnlyDictionary<string, string>, IEnumerable<string>> Problems { get; init; } = (_, _) => [];
}
