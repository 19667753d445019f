namespace Bureau.Payroll.Variances;

/// <summary>One reason why pay differs from the payslip before, and what it did to each total.</summary>
/// <param name="Key">Equal keys are one cause over many people, e.g. <c>salary</c>, <c>item:bonus</c>, <c>field:tax_code</c>.</param>
/// <param name="Label">E.g. <c>Salary</c>, <c>Bonus</c>, <c>Tax code</c>.</param>
/// <param name="Detail">From what to what, in words, e.g. <c>1257L → BR</c>; may be empty.</param>
internal sealed record Cause(string Key, string Label, string Detail, PayFigures Change)
{
    public const string Starter = "starter";
    public const string Leaver = "leaver";
    public const string HeldOut = "held_out";
    public const string Rates = "rates";
    public const string YearToDate = "year_to_date";
    public const string Rounding = "rounding";
    public const string Salary = "salary";
    public const string PartPeriod = "part_period";
    public const string HourlyRate = "rate";
    public const string Other = "other";
}
