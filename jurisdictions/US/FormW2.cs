using System.Globalization;

namespace Bureau.Jurisdictions.US;

/// <summary>Boxes of Form W-2, from the year to date after a payment: those of the last payment of the year are the form.</summary>
internal static class FormW2
{
    private static readonly (string Box, string Line)[] Boxes =
    [
        ("7", "social_security_tips"), ("10", "reported_dependent_care"),
        ("12C", "reported_group_term_life"), ("12D", "reported_retirement_401k"), ("12E", "reported_retirement_403b"), ("12G", "reported_retirement_457b"), ("12S", "reported_retirement_simple"),
        ("12W", "reported_hsa_via_cafeteria"), ("12AA", "reported_retirement_401k_roth"), ("12TP", "reported_tips"), ("12TT", "qualified_overtime"),
    ];

    /// <summary>Plans whose members the box marks; 457(b) is none of them.</summary>
    private static readonly string[] s_activeParticipant = ["reported_retirement_401k", "reported_retirement_401k_roth", "reported_retirement_403b", "reported_retirement_simple", "employer_match"];

    private static readonly (string Code, int Wages, int Tax)[] States =
        [.. Lines.All.Where(l => l.Name.Length == 8 && l.Name.EndsWith("_wages", StringComparison.Ordinal)).Select(l => (l.Name[..2].ToUpperInvariant(), Lines.All.Ordinal(l.Name), Lines.All.Ordinal(l.Name[..2] + "_income_tax")))];

    /// <summary>Insurance contributions, and a tax that is none on income, that box 14 shows.</summary>
    private static readonly string[] Other = ["ca_sdi", "co_famli", "ma_pfml", "nj_ui", "nj_wf_swf", "nj_tdi", "nj_fli", "ny_pfl", "ny_dbl", "pa_uc", "pa_local_services_tax", "wa_pfml", "wa_cares"];

    private static readonly (string Line, string Name)[] Local =
    [
        ("nyc_income_tax", "New York City"), ("yonkers_income_tax", "Yonkers"), ("detroit_income_tax", "Detroit"), ("philadelphia_wage_tax", "Philadelphia"),
        ("in_county_income_tax", "Indiana county"), ("pa_earned_income_tax", "Earned income tax"),
    ];

    public static IEnumerable<ReportFigure> FiguresOf(PayCase pay, PayResult result)
    {
        decimal Sum(int line) => pay.YearToDate[line] + result.Amounts[line];
        decimal Of(string line) => Sum(Lines.All.Ordinal(line));
        yield return Money("1", Of("federal_taxable_wages"), "Wages, tips, other compensation");
        yield return Money("2", Of("federal_income_tax"), "Federal income tax withheld");
        yield return Money("3", Of("social_security_wages") - Of("social_security_tips"), "Social Security wages");
        yield return Money("4", Of("employee_social_security"), "Social Security tax withheld");
        yield return Money("5", Of("medicare_wages"), "Medicare wages and tips");
        // Box 6 holds both Medicare taxes.
        yield return Money("6", Of("employee_medicare") + Of("employee_additional_medicare"), "Medicare tax withheld");
        foreach (var (box, line) in Boxes)
            if (Of(line) != 0) yield return Money(box, Of(line), Lines.All[line].Label);
        if (s_activeParticipant.Any(line => Of(line) != 0)) yield return new("13", "X", "Retirement plan");
        foreach (var line in Other)
            if (Of(line) != 0) yield return Money("14/" + line, Of(line), Lines.All[line].Label);
        foreach (var (code, ofState, tax) in States)
        {
            if (Sum(ofState) == 0 && Sum(tax) == 0) continue;
            yield return Money($"16/{code}", Sum(ofState), $"State wages, {StateNames.Of(code)}");
            yield return Money($"17/{code}", Sum(tax), $"State income tax, {StateNames.Of(code)}");
        }

        foreach (var (line, name) in Local)
            if (Of(line) != 0) yield return Money("19/" + name, Of(line), $"Local income tax, {name}");
    }

    /// <summary>Form W-3: the boxes of all Forms W-2 added up.</summary>
    public static IEnumerable<ReportFigure> TotalsOf(EmployerPay paid)
    {
        ReportFigure Total(string box, string label, params string[] lines) => Money(box, lines.Sum(line => paid.Sum(line)), label) with { Lines = lines };
        yield return new("c", paid.People.ToString(CultureInfo.InvariantCulture), "Number of Forms W-2");
        yield return Total("1", "Wages, tips, other compensation", "federal_taxable_wages");
        yield return Total("2", "Federal income tax withheld", "federal_income_tax");
        yield return Money("3", paid.Sum("social_security_wages") - paid.Sum("social_security_tips"), "Social Security wages");
        yield return Total("4", "Social Security tax withheld", "employee_social_security");
        yield return Total("5", "Medicare wages and tips", "medicare_wages");
        yield return Total("6", "Medicare tax withheld", "employee_medicare", "employee_additional_medicare");
        yield return Total("7", "Social Security tips", "social_security_tips");
        yield return Total("10", "Dependent care benefits", "reported_dependent_care");
        yield return Total("12a", "Deferred compensation", [.. Boxes.Where(b => b.Box is "12D" or "12E" or "12G" or "12S" or "12AA").Select(b => b.Line)]);
        yield return Total("16", "State wages", [.. States.Select(s => Lines.Name(s.Wages))]);
        yield return Total("17", "State income tax", [.. States.Select(s => Lines.Name(s.Tax))]);
        yield return Total("19", "Local income tax", [.. Local.Select(l => l.Line)]);
    }

    private static ReportFigure Money(string box, decimal amount, string label) => new(box, amount.ToString("0.00", CultureInfo.InvariantCulture), label);
}
