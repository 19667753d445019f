using System.Globalization;

namespace Bureau.Jurisdictions.GB;

/// <summary>What HMRC sends to employers about employees (GOV.UK, Data Provisioning Service: coding notices, student and postgraduate loan notices).</summary>
internal static class Notices
{
    private static readonly Source Codes = new("Income Tax (Pay As You Earn) Regulations 2003, regulations 8, 20 and 23", "https://www.legislation.gov.uk/uksi/2003/2682/part/2/chapter/1");
    private static readonly Source Loans = new("Education (Student Loans) (Repayment) Regulations 2009, part 4", "https://www.legislation.gov.uk/uksi/2009/470/part/4");

    private static readonly string[] NewCode = ["tax_code", "tax_basis"];

    public static readonly NameSet<Notice> All = new(
    [
        new("P6", "New tax code during the year", [.. NewCode, "previous_pay", "previous_tax"], Codes) { Problems = (_, given) => PayAndTax(given) },
        new("P6B", "New tax code during the year, after a Budget", [.. NewCode, "previous_pay", "previous_tax"], Codes) { Problems = (_, given) => PayAndTax(given) },
        new("P9", "Tax code for a new year", NewCode, Codes) { Problems = (from, given) => [.. NewYearOnly(from), .. Cumulative(given)] },
        new("SL1", "Start of student loan deductions", ["student_loan_plans"], Loans) { Problems = (_, given) => OnePlan(given) },
        new("SL2", "End of student loan deductions", [], Loans) { Sets = new Dictionary<string, string> { ["student_loan_plans"] = "" } },
        new("PGL1", "Start of postgraduate loan deductions", [], Loans) { Sets = new Dictionary<string, string> { ["postgraduate_loan"] = "true" } },
        new("PGL2", "End of postgraduate loan deductions", [], Loans) { Sets = new Dictionary<string, string> { ["postgraduate_loan"] = "false" } },
    ]);

    private static IEnumerable<string> NewYearOnly(DateOnly from)
    {
        if (from != Calendar.TaxYearOf(from).Start)
            yield return string.Create(CultureInfo.InvariantCulture, $"A P9 applies from 6 April, not from {from:yyyy-MM-dd}. Write {Calendar.TaxYearOf(from).Start:yyyy-MM-dd} or {Calendar.TaxYearOf(from).End.AddDays(1):yyyy-MM-dd}, or take it over as a P6.");
    }

    private static IEnumerable<string> Cumulative(IReadOnlyDictionary<string, string> given)
    {
        if (given.GetValueOrDefault("tax_basis") == "week1_month1")
            yield return "A P9 gives a cumulative code. Leave the basis empty, or take it over as a P6.";
    }

    private static IEnumerable<string> PayAndTax(IReadOnlyDictionary<string, string> given)
    {
        if (given.ContainsKey("previous_pay") != given.ContainsKey("previous_tax"))
            yield return "A notice states pay and tax of earlier employments together. Give both, or neither.";
        else if (given.ContainsKey("previous_pay") && given.GetValueOrDefault("tax_basis") == "week1_month1")
            yield return "A code on week 1 / month 1 takes no account of earlier pay. Leave pay and tax of earlier employments empty, or correct the basis.";
    }

    private static IEnumerable<string> OnePlan(IReadOnlyDictionary<string, string> given)
    {
        if (given.GetValueOrDefault("student_loan_plans", "").Contains(' ', StringComparison.Ordinal))
            yield return "A start notice names one plan. Write one of plan_1, plan_2, plan_4, plan_5.";
    }
}
