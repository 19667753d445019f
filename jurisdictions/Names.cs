using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Bureau.Jurisdictions;

public interface INamed
{
    string Name { get; }
}

/// <summary>An ordered set of named things. The ordinal of a name is fixed for the life of the pack, so that values can sit in arrays.</summary>
public class NameSet<T> : IReadOnlyList<T> where T : INamed
{
    private readonly T[] _items;
    private readonly Dictionary<string, int> _ordinals;

    public NameSet(IEnumerable<T> items)
    {
        _items = [.. items];
        _ordinals = new(_items.Length, StringComparer.Ordinal);
        for (var i = 0; i < _items.Length; i++) _ordinals.Add(_items[i].Name, i);
    }

    public int Count => _items.Length;

    public T this[int ordinal] => _items[ordinal];

    public T this[string name] => _items[Ordinal(name)];

    /// <exception cref="RulePackException">The name is not of this set.</exception>
    public int Ordinal(string name) =>
        _ordinals.TryGetValue(name, out var ordinal) ? ordinal : throw new RulePackException(name, $"'{name}' is not known. Known are: {string.Join(", ", _ordinals.Keys)}.");

    public bool TryGet(string name, [MaybeNullWhen(false)] out T item)
    {
        var found = _ordinals.TryGetValue(name, out var ordinal);
        item = found ? _items[ordinal] : default;
        return found;
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public sealed class FieldSet(IEnumerable<Field> fields) : NameSet<Field>(fields);

public enum FieldType { Text, Choice, MultiChoice, YesNo, Date, WholeNumber, Rate, Amount, Hours }

/// <summary>One fact that a jurisdiction needs to know. Forms, CSV columns and validation are all built from it.</summary>
public sealed record Field(string Name, string Label, FieldType Type) : INamed
{
    /// <summary>Heading under which a form shows it, e.g. <c>Income tax</c>.</summary>
    public string Group { get; init; } = "";
    /// <summary>Allowed values with their labels, for choices.</summary>
    public IReadOnlyList<(string Value, string Label)> Choices { get; init; } = [];
    /// <summary>Value used where none is given; null = none.</summary>
    public string? Default { get; init; }
    /// <summary>A run is blocked for a person without it.</summary>
    public bool Required { get; init; }
    /// <summary>Encrypted at rest, and shown by its last four only.</summary>
    public bool Sensitive { get; init; }
    /// <summary>Stands on the payslip where it is known.</summary>
    public bool OnPayslip { get; init; }
    /// <summary>With <see cref="OnPayslip"/>: the law lets no more than its last four characters stand there.</summary>
    public bool LastFourOnPayslip { get; init; }
    /// <summary>A form asks for it only of people of whom this holds; null = of everybody.</summary>
    public FieldCondition? Where { get; init; }
    public string Help { get; init; } = "";
    /// <summary>A made-up value for CSV templates; empty where none is plausible for everybody.</summary>
    public string Example { get; init; } = "";
    public Source? Law { get; init; }
    /// <summary>Null when the value is acceptable, else what is wrong and how to fix it. Types and choices are checked before.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <summary>Null when acceptable, else what is wrong and how to fix it. An empty value is judged by <see cref="Required"/> elsewhere.</summary>
    public string? Validate(string value) => FieldChecks.Validate(this, value);
}

/// <param name="Fields">Names of other fields.</param>
/// <param name="Values">It holds where one of those fields has one of these values, or has it among several choices.</param>
public sealed record FieldCondition(IReadOnlyList<string> Fields, IReadOnlyList<string> Values)
{
    public bool Holds(Func<string, string?> valueOf) => Fields.Any(f => valueOf(f) is { } value && value.Split(' ').Any(Values.Contains));
}

public enum PayItemKind
{
    /// <summary>Paid in cash and part of gross pay.</summary>
    Earning,
    /// <summary>Lowers gross pay before tax and social security (salary sacrifice). Amounts are positive.</summary>
    Sacrifice,
    /// <summary>Taken from net pay. Amounts are positive.</summary>
    Deduction,
    /// <summary>Not paid in cash but taxed through the payroll.</summary>
    BenefitInKind,
    /// <summary>Paid in cash but neither gross pay nor taxed (expenses repaid).</summary>
    Reimbursement,
}

/// <summary>What may be paid or withheld. How it counts towards each base is the pack's knowledge.</summary>
public sealed record PayItem(string Name, string Label, PayItemKind Kind) : INamed
{
    /// <summary>Bases that it counts towards, by line name, e.g. <c>taxable_pay</c>, <c>niable_pay</c>, <c>pensionable_pay</c>.</summary>
    public IReadOnlyList<string> CountsTowards { get; init; } = [];
    /// <summary>Units and rate can be given (hours, days) and are shown on the payslip.</summary>
    public bool ByUnits { get; init; }
    /// <summary>Its units were not worked: sickness, vacation, holidays.</summary>
    public bool TimeOff { get; init; }
    public string Help { get; init; } = "";
}

public enum LineKind
{
    /// <summary>An intermediate figure that rates apply to, or that must be reported. Not money that moves.</summary>
    Base,
    /// <summary>Withheld from the employee; a negative amount is a refund.</summary>
    EmployeeDeduction,
    /// <summary>Borne by the employer on top of gross pay.</summary>
    EmployerCost,
}

/// <summary>A figure that the calculation gives, accumulated over the tax year under the same name.</summary>
public sealed record Line(string Name, string Label, LineKind Kind) : INamed
{
    /// <summary>To whom it is owed, for payments and journals: e.g. <c>HMRC</c>, <c>pension</c>. Null for bases.</summary>
    public string? PayableTo { get; init; }
    /// <summary>A pay item of which this, a negative amount, is a part that was not withheld after all: journals state what is left.</summary>
    public string? Lowers { get; init; }
    /// <summary>Its year to date is also kept apart by <see cref="IRulePack.KeptUnder"/>.</summary>
    public bool KeptApart { get; init; }
    /// <summary>A base that counts hours, not money: no part of the payslip's bases.</summary>
    public bool InHours { get; init; }
    /// <summary>What an employee reads when opening the line.</summary>
    public string Help { get; init; } = "";
}

/// <param name="Title">Title of the publication.</param>
/// <param name="Href">Where it stands, if public.</param>
public sealed record Source(string Title, string? Href = null);

/// <summary>
/// A value that the law sets, with the dates from which each value applies. Values of another status (a draft for the coming year) are
/// a further parameter of the same name.
/// </summary>
/// <param name="Status"><c>enacted</c>, <c>draft</c> or <c>forecast</c>; only enacted values pay people.</param>
public sealed record Parameter(string Name, string Description, string Unit, string Status, IReadOnlyList<Source> Sources, DateOnly VerifiedOn)
{
    /// <summary>Values as the official text writes them (a number, or JSON for a table), by first day of application, ascending.</summary>
    public required IReadOnlyList<(DateOnly From, string Value)> Values { get; init; }
    /// <summary>Where the official figure of a date stands, if that is another source than the first.</summary>
    public IReadOnlyDictionary<DateOnly, Source> Citations { get; init; } = new Dictionary<DateOnly, Source>();
    /// <summary>How it was verified, e.g. <c>reproduces official test data</c>.</summary>
    public string Evidence { get; init; } = "";
    public string? Note { get; init; }

    /// <summary>What to cite for the value that begins on a date.</summary>
    public Source CitationOf(DateOnly from) => Citations.TryGetValue(from, out var source) ? source : Sources[0];
}
