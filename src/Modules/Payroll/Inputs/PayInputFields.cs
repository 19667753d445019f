using Bureau.Jurisdictions;
using Bureau.Kernel.Web;

namespace Bureau.Payroll.Inputs;

/// <summary>Model of <c>_PayInputFields.cshtml</c>: what was typed, what is wrong with it.</summary>
internal sealed record PayInputFields(IRulePack Pack, PayInputRequest Request, IReadOnlyList<PayInputProblem> Problems)
{
    /// <summary>The employee number that was typed; null where the page is about one person.</summary>
    public string? Number { get; init; }

    public string? Error(string field) => Problems.FirstOrDefault(p => p.Field == field)?.Message;

    public IEnumerable<IGrouping<PayItemKind, PayItem>> Items => Pack.PayItems.GroupBy(i => i.Kind);

    public static string KindLabel(PayItemKind kind) => kind switch
    {
        PayItemKind.Earning => "Earnings",
        PayItemKind.Sacrifice => "Salary sacrifice",
        PayItemKind.Deduction => "Deductions",
        PayItemKind.BenefitInKind => "Benefits in kind",
        _ => "Reimbursements",
    };

    /// <summary>Units and amount as a table shows them, e.g. <c>37.5 × 12.90</c> or <c>120.00</c>.</summary>
    public static string Figures(decimal? units, decimal? rate, long? amountMinor, string currency) => (units, rate, amountMinor) switch
    {
        ({ } u, { } r, _) => $"{Plain(u)} × {Plain(r, 2)}",
        ({ } u, null, null) => $"{Plain(u)} at the rate in force",
        (_, _, { } amount) => Show.Amount(amount, currency),
        _ => "",
    };

    public static string Plain(decimal value, int least = 0)
    {
        var text = value.ToString(least == 0 ? "#,##0.####" : "#,##0.00##", System.Globalization.CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }
}
