using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Web;
using Bureau.Payroll.Explanations;

namespace Bureau.Payroll.Payslips;

/// <summary>Model of <c>_Explanation.cshtml</c>.</summary>
/// <param name="Href">From a line's name to the page that explains it.</param>
internal sealed record ExplanationView(Explanation Explanation, StoredPayslip Payslip, IRulePack Pack, Func<string, string> Href)
{
    /// <summary>For staff and auditors: also what the rule pack holds, letter by letter.</summary>
    public bool Full { get; init; }

    public string? PackVersion => Payslip.Run.PackVersion;

    /// <summary>Steps that are part of the amount, if it has several.</summary>
    public IReadOnlyList<Step> Parts => Explanation.Steps.Count(s => s.Contributes != 0) > 1 ? [.. Explanation.Steps.Where(s => s.Contributes != 0)] : [];

    /// <summary>Where an operand is itself a line of this payslip; null where it is not, or is the line explained here.</summary>
    public string? OperandHref(string name)
    {
        var line = Pack.Lines.FirstOrDefault(l => l.Label.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name
            ?? Pack.PayItems.FirstOrDefault(i => i.Label.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name;
        var document = Payslip.Document;
        return line is not null && line != Explanation.Line
            && document.Earnings.Concat(document.Deductions).Concat(document.Reimbursements).Concat(document.BenefitsInKind).Concat(document.EmployerCosts).Concat(document.Bases).Any(l => l.Item == line)
            ? Href(line) : null;
    }

    /// <summary>A number with separators and a real minus sign, any other text as it is.</summary>
    public static string Figure(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Figure(number) : text;

    public static string Figure(decimal number) => Show.Amount(number, number == decimal.Truncate(number) ? 0 : Math.Max(2, (int)number.Scale));

    /// <returns>E.g. <c>12,570 GBP/year</c>, <c>0.2</c>; a table by its name only.</returns>
    public static string Value(ParameterUse parameter) =>
        IsTable(parameter) ? "a table of values" : $"{Figure(parameter.Value)} {Unit(parameter.Unit)}".TrimEnd();

    /// <summary>What a step finds: an amount, to the penny at least.</summary>
    public static string Result(decimal result) => Show.Amount(result, Math.Max(2, (int)(result / 1.0000000000000000000000000000m).Scale));

    public static bool IsTable(ParameterUse parameter) => parameter.Value.Length > 40 || parameter.Value.StartsWith('[') || parameter.Value.StartsWith('{');

    /// <summary>The legal value as the pack describes it.</summary>
    public string Describe(ParameterUse parameter) => Pack.Parameters.FirstOrDefault(p => p.Name == parameter.Name)?.Description is { Length: > 0 } text ? text.TrimEnd('.') : Words(parameter.Name);

    private static string Unit(string unit) => unit is "rate" or "1" ? "" : unit;

    public static string Words(string name) => name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ').Replace('.', ' ');
}
