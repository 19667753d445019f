using System.Globalization;
using static Bureau.Jurisdictions.GB.Explain;

namespace Bureau.Jurisdictions.GB;

/// <summary>Statutory pay that was entered and contradicts what is known. Entitlement itself is judged by <see cref="Entitlements"/>, from dates that a payslip does not hold.</summary>
internal static class StatutoryPayChecks
{
    private static readonly int Ssp = PayItems.All.Ordinal("ssp");
    private static readonly int Smp = PayItems.All.Ordinal("smp");
    private static readonly int[] AtFlatRate = [.. new[] { "spp", "shpp", "spbp", "sncp" }.Select(PayItems.All.Ordinal)];

    /// <summary>Almost nobody is paid any.</summary>
    public static bool Concerns(PayCase pay)
    {
        if (pay.Pay[Ssp] != 0) return true;
        foreach (var (item, _) in Lines.StatutoryPay)
            if (pay.Pay[item] != 0) return true;
        return false;
    }

    public static void Of(PayCase pay, ParameterTable figures, ICollection<Finding> findings)
    {
        var weeks = Math.Max(1, (pay.PeriodEnd.DayNumber - pay.PeriodStart.DayNumber + 7) / 7);
        var (sick, flat) = (figures.Amount("ssp_weekly_rate").Value, figures.Amount("statutory_family_pay_flat_rate_weekly").Value);
        if (pay.Pay[Ssp] > weeks * sick) findings.Add(TooMuch(Ssp, weeks, sick, pay));
        foreach (var item in AtFlatRate)
            if (pay.Pay[item] > weeks * flat) findings.Add(TooMuch(item, weeks, flat, pay));

        if (Given.Date(pay, EmployeeFields.StartDate) is { } start && start > pay.PeriodEnd.AddDays(-26 * 7))
            foreach (var item in (int[])[.. Lines.StatutoryPay.Select(s => s.Item)])
                if (pay.Pay[item] > 0)
                    findings.Add(new("statutory_pay_service", null,
                        $"{PayItems.All[item].Label} is paid, but employment began on {start:yyyy-MM-dd}: it needs 26 weeks of employment before a week that has passed. Check the entitlement, or the start date.", Blocks: false));
        if (pay.Pay[Smp] > 0 && pay.Fields[EmployeeFields.Gender] == "M")
            findings.Add(new("statutory_pay_kind", null, "Statutory Maternity Pay is paid to a person recorded as male. Check whether adoption, paternity or shared parental pay is meant.", Blocks: false));
    }

    private static Finding TooMuch(int item, int weeks, decimal rate, PayCase pay) => new("statutory_pay_above_rate", null,
        string.Create(CultureInfo.InvariantCulture, $"{PayItems.All[item].Label} of {Pounds(pay.Pay[item])} is more than {weeks} weeks at {Pounds(rate)}. Enter what exceeds it as company pay, or check that earlier weeks are included on purpose."), Blocks: false);
}
