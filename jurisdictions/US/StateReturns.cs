using System.Globalization;

namespace Bureau.Jurisdictions.US;

/// <summary>
/// Returns of the states, most of them quarterly, and what is paid with them. States that assign an employer a shorter deposit period do so by letter; those
/// deposits are parts of the amounts here.
/// </summary>
internal static class StateReturns
{
    private static readonly (string Code, string Key, string Title, string Authority, string[] Lines, int? Day, bool Monthly)[] Returns =
    [
        ("AZ", "az_a1_qrt", "Form A1-QRT, quarterly withholding", "Arizona Department of Revenue", ["az_income_tax"], null, false),
        ("CA", "ca_de_9", "DE 9 and DE 9C, quarterly contribution return", "California Employment Development Department", ["ca_income_tax", "ca_sdi", "ca_ui", "ca_ett"], null, false),
        ("CO", "co_dr_1094", "DR 1094, quarterly withholding", "Colorado Department of Revenue", ["co_income_tax"], null, false),
        ("CO", "co_famli", "FAMLI premiums of the quarter", "Colorado Department of Labor and Employment", ["co_famli"], null, false),
        ("GA", "ga_g_7", "Form G-7, quarterly withholding", "Georgia Department of Revenue", ["ga_income_tax"], null, false),
        ("IL", "il_941", "Form IL-941, quarterly withholding", "Illinois Department of Revenue", ["il_income_tax"], null, false),
        ("IN", "in_wh_1", "Form WH-1, monthly withholding of state and county", "Indiana Department of Revenue", ["in_income_tax", "in_county_income_tax"], 20, true),
        ("KY", "ky_k_1", "Form K-1, quarterly withholding", "Kentucky Department of Revenue", ["ky_income_tax"], null, false),
        ("MA", "ma_941", "Form M-941, quarterly withholding", "Massachusetts Department of Revenue", ["ma_income_tax"], null, false),
        ("MA", "ma_pfml", "Paid family and medical leave of the quarter", "Massachusetts Department of Family and Medical Leave", ["ma_pfml", "ma_pfml_employer"], null, false),
        ("MI", "mi_5080", "Form 5080, quarterly withholding", "Michigan Department of Treasury", ["mi_income_tax"], 20, false),
        ("MI", "mi_5321", "Form 5321, City of Detroit withholding of the quarter", "Michigan Department of Treasury", ["detroit_income_tax"], 20, false),
        ("NC", "nc_5q", "Form NC-5Q, quarterly withholding", "North Carolina Department of Revenue", ["nc_income_tax"], null, false),
        ("NJ", "nj_927", "Form NJ-927, quarterly report", "New Jersey Division of Taxation", ["nj_income_tax", "nj_ui", "nj_wf_swf", "nj_tdi", "nj_fli", "nj_employer"], 30, false),
        ("NY", "ny_nys_45", "NYS-45, quarterly combined withholding, wage reporting and unemployment return", "New York State Department of Taxation and Finance", ["ny_income_tax", "nyc_income_tax", "yonkers_income_tax", "ny_ui", "ny_rsf"], null, false),
        ("PA", "pa_w3", "PA-W3, quarterly withholding", "Pennsylvania Department of Revenue", ["pa_income_tax"], null, false),
        ("PA", "pa_uc_2", "UC-2, quarterly unemployment compensation", "Pennsylvania Department of Labor and Industry", ["pa_uc"], null, false),
        ("PA", "pa_act_32", "Local earned income tax and local services tax of the quarter", "Pennsylvania tax collection district", ["pa_earned_income_tax", "pa_local_services_tax"], 30, false),
        ("PA", "pa_philadelphia", "Philadelphia wage tax return of the quarter", "City of Philadelphia", ["philadelphia_wage_tax"], null, false),
        ("UT", "ut_tc_941", "TC-941, quarterly withholding", "Utah State Tax Commission", ["ut_income_tax"], null, false),
        ("WA", "wa_ui", "Unemployment insurance tax report of the quarter", "Washington Employment Security Department", ["wa_ui"], null, false),
        ("WA", "wa_esd", "Paid leave and WA Cares report of the quarter", "Washington Employment Security Department", ["wa_pfml", "wa_pfml_employer", "wa_cares"], null, false),
    ];

    public static IEnumerable<Obligation> For(DateOnly payDate, IReadOnlyDictionary<string, string> employer)
    {
        if (!employer.TryGetValue("states", out var given) || given.Length == 0) yield break;
        var states = given.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (code, key, title, authority, lines, day, monthly) in Returns)
        {
            if (!states.Contains(code)) continue;
            var (end, period) = monthly ? Obligations.AfterMonth(payDate) : (Obligations.AfterQuarter(payDate), Obligations.QuarterKey(payDate));
            var due = day is { } fixedDay ? new DateOnly(end.Year, end.Month, fixedDay) : end;
            yield return new(key, title, authority, Calendar.OnOrAfter(due), period, lines, new($"{StateNames.Of(code)}: {authority}, employer's guide"));
        }
    }

    /// <summary>Reports of the states in which an employer files.</summary>
    public static IEnumerable<Report> Reports => Returns.Select(r => new Report(r.Key, r.Title, ReportScope.Employer) { Where = new(["states"], [r.Code]) });

    /// <summary>Wages that a return reports and the lines that it pays, of its quarter or month, with the employees on the 12th of each month.</summary>
    public static IEnumerable<ReportFigure> FiguresFor(string obligation, DateOnly payDate, EmployerPay paid)
    {
        if (Returns.FirstOrDefault(r => r.Key == obligation) is not { Key: not null } state) yield break;
        var prefix = state.Code.ToLowerInvariant();
        var from = state.Monthly ? new DateOnly(payDate.Year, payDate.Month, 1) : Calendar.QuarterStart(payDate);
        for (var month = from; month <= payDate; month = month.AddMonths(1))
            if (EmployerReturns.Employees(paid, string.Create(CultureInfo.InvariantCulture, $"employees/{month:yyyy-MM}"), month.AddDays(11), prefix + "_wages") is { } employees) yield return employees;
        foreach (var line in Lines.All.Where(l => l.Kind == LineKind.Base && l.Name.StartsWith(prefix + "_", StringComparison.Ordinal)).Select(l => l.Name).Concat(state.Lines))
            yield return EmployerReturns.Money(line, paid.Sum(line, from), Lines.All[line].Label) with { Lines = [line], From = from };
        yield return EmployerReturns.Money("total", state.Lines.Sum(line => paid.Sum(line, from)), "To pay") with { Lines = state.Lines, From = from };
    }
}
