using System.Globalization;
using System.Text.RegularExpressions;
using Bureau.Jurisdictions;
using Bureau.Kernel;

namespace Bureau.Payroll.Inputs;

/// <summary>What somebody typed, or a row of a file said.</summary>
internal sealed record TypedPayInput(string? Item, string? Units, string? Rate, string? Amount, string? Note);

/// <param name="Field">Name of the field of <see cref="TypedPayInput"/>.</param>
/// <param name="Message">What is wrong and how to fix it; never repeats an amount.</param>
internal sealed record PayInputProblem(string Field, string Message);

/// <summary>An entry that the rule pack gives a meaning to. Units and rate are ten-thousandths, the amount minor units.</summary>
/// <param name="AmountMinor">Null = units at the hourly rate in force.</param>
internal sealed partial record PayInputEntry(PayItem Item, long? UnitsE4, long? RateE4, long? AmountMinor, string Note)
{
    public const int LongestNote = 400;
    private const decimal Most = 10_000_000m;
    private const string NumberHint = "write a number with a dot, such as 37.5";

    /// <summary>The entry, or null and every problem found.</summary>
    public static (PayInputEntry? Entry, IReadOnlyList<PayInputProblem> Problems) Of(IRulePack pack, TypedPayInput typed)
    {
        var problems = new List<PayInputProblem>();
        void Wrong(string field, string message) => problems.Add(new(field, message));

        var item = ItemOf(pack, typed.Item ?? "");
        if (item is null) Wrong(nameof(typed.Item), $"Item: choose one of {string.Join(", ", pack.PayItems.Select(i => i.Name))}.");
        var note = (typed.Note ?? "").Trim();
        if (note.Length > LongestNote) Wrong(nameof(typed.Note), $"Note: shorten it to {LongestNote} characters.");

        var decimals = Currency.FromCode(pack.Currency).Decimals;
        var units = Number(nameof(typed.Units), typed.Units, 4);
        var rate = Number(nameof(typed.Rate), typed.Rate, 4);
        var amount = Number(nameof(typed.Amount), typed.Amount, decimals);
        if (problems.Count > 0 || item is null) return (null, problems);

        if (!item.ByUnits && units is not null) Wrong(nameof(typed.Units), $"Units: {item.Label} is not paid by units. Enter its amount only.");
        if (!item.ByUnits && rate is not null) Wrong(nameof(typed.Rate), $"Rate: {item.Label} is not paid by units. Enter its amount only.");
        if (item.ByUnits && rate is not null && units is null) Wrong(nameof(typed.Units), "Units: a rate needs the hours or days that it is paid for.");
        if (rate <= 0) Wrong(nameof(typed.Rate), "Rate: must be above zero. To take pay back, make the units negative.");
        if (units is null && amount is null && problems.Count == 0)
            Wrong(item.ByUnits ? nameof(typed.Units) : nameof(typed.Amount), item.ByUnits ? "Units: enter hours or days, or else an amount." : "Amount: enter an amount.");
        if (units == 0) Wrong(nameof(typed.Units), "Units: zero changes nothing. Enter the units, or leave the entry out.");
        if (amount == 0) Wrong(nameof(typed.Amount), "Amount: zero changes nothing. Enter an amount, or leave the entry out.");
        if (problems.Count > 0) return (null, problems);

        if (units is { } u && rate is { } r)
        {
            var product = decimal.Round(u * r, decimals, MidpointRounding.AwayFromZero);
            if (amount is { } given && given != product) Wrong(nameof(typed.Amount), "Amount: is not units × rate. Correct one of the three, or leave the amount empty.");
            else if (product == 0) Wrong(nameof(typed.Rate), "Rate: units × rate come to nothing. Check both.");
            else if (decimal.Abs(product) >= Most) Wrong(nameof(typed.Rate), $"Rate: units × rate come to {Most:N0} or more. Check both.");
            else amount = product;
        }
        else if (units is not null && amount is not null)
            Wrong(nameof(typed.Rate), "Rate: units and an amount need their rate too. Add it, or leave the amount empty to pay the rate in force.");

        if ((amount ?? units) < 0)
        {
            var field = amount is not null && units is null ? nameof(typed.Amount) : nameof(typed.Units);
            if (item.Kind is not (PayItemKind.Earning or PayItemKind.Reimbursement))
                Wrong(field, $"{field}: {item.Label} is entered as a positive amount; it is taken off by what it is.");
            else if (note.Length == 0)
                Wrong(nameof(typed.Note), $"Note: a negative {(field == nameof(typed.Units) ? "number of units" : "amount")} takes pay back. Say why.");
        }
        if (problems.Count > 0) return (null, problems);
        return (new PayInputEntry(item, E4(units), E4(rate), amount is { } a ? new Money(a, Currency.FromCode(pack.Currency)).ToMinor() : null, note), problems);

        decimal? Number(string field, string? text, int most)
        {
            text = text?.Trim().Replace('−', '-') ?? "";
            if (text.Length == 0) return null;
            if (!Figure().IsMatch(text) || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value))
                Wrong(field, $"{field}: {NumberHint}.");
            else if (decimal.Round(value, most) != value)
                Wrong(field, $"{field}: write at most {most} digits after the dot.");
            else if (decimal.Abs(value) >= Most)
                Wrong(field, $"{field}: must be below {Most.ToString("N0", CultureInfo.InvariantCulture)}.");
            else return value;
            return null;
        }
    }

    /// <summary>By name or by label, whatever the case; null when the pack has no such item.</summary>
    public static PayItem? ItemOf(IRulePack pack, string text) =>
        pack.PayItems.FirstOrDefault(i => i.Name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase) || i.Label.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));

    private static long? E4(decimal? value) => value is { } v ? (long)(v * 10_000m) : null;

    // A comma only where thousands are parted: 1,234.50 is one number, 37,5 could be two.
    [GeneratedRegex(@"^[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$")]
    private static partial Regex Figure();
}
