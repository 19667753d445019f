using System.Globalization;
using static Bureau.Jurisdictions.GB.Explain;

namespace Bureau.Jurisdictions.GB;

/// <summary>Facts that do not simply go on when a tax year begins.</summary>
internal static class NewYear
{
    private static readonly Source P9X = new("HMRC, P9X: tax codes to use from 6 April", "https://www.gov.uk/government/publications/p9x-tax-codes");
    private static readonly Source P45 = new("Income Tax (Pay As You Earn) Regulations 2003, regulation 43", "https://www.legislation.gov.uk/uksi/2003/2682/regulation/43");
    private static readonly Source Directors = new("Social Security (Contributions) Regulations 2001, regulation 8", "https://www.legislation.gov.uk/uksi/2001/1004/regulation/8");
    private static readonly Source Orders = new("Attachment of Earnings Act 1971, section 6", "https://www.legislation.gov.uk/ukpga/1971/32/section/6");

    /// <param name="pay">Facts and year to date at the end of the old year; pay date in the new one.</param>
    /// <param name="figures">Figures of the new year.</param>
    public static IEnumerable<Suggestion> Of(PayCase pay, ParameterTable figures) =>
        [.. Code(pay, figures), .. PreviousEmployment(pay), .. Directorship(pay), .. AttachmentOrders(pay)];

    private static IEnumerable<Suggestion> Code(PayCase pay, ParameterTable figures)
    {
        if (pay.Fields[EmployeeFields.TaxCodeField] is { Length: > 0 } code && Uplifted(code, figures) is var (uplifted, added) && uplifted != code)
            yield return new("tax_code", uplifted, $"Codes with suffix {code[^1]} go up by {added} from 6 April.", P9X);
        if (pay.Fields[EmployeeFields.TaxBasis] == "week1_month1")
            yield return new("tax_basis", "cumulative", "Week 1 / month 1 is not carried over into a new tax year.", P9X);
    }

    /// <summary>Only the number of a code with suffix L, M or N moves; T, K and flat-rate codes wait for a notice.</summary>
    /// <remarks>Codes on which no person can be paid are left as they are.</remarks>
    public static (string Code, int Added) Uplifted(string code, ParameterTable figures)
    {
        if (!TaxCode.TryParse(code, out var parsed) || parsed.Kind != CodeKind.FreePay || !figures.Json("income_tax_code_uplift").Value.TryGetProperty(code[^1..], out var units)) return (code, 0);
        var prefix = parsed.Nation == Nation.EnglandNorthernIreland ? "" : code[..1];
        return (string.Create(CultureInfo.InvariantCulture, $"{prefix}{parsed.Number + units.GetInt32()}{code[^1]}"), units.GetInt32());
    }

    private static IEnumerable<Suggestion> PreviousEmployment(PayCase pay)
    {
        foreach (var field in (int[])[EmployeeFields.PreviousPay, EmployeeFields.PreviousTax])
            if (!string.IsNullOrEmpty(pay.Fields[field]))
                yield return new(EmployeeFields.All[field].Name, "", "Pay and tax of a P45 count in the tax year of the start only.", P45);
    }

    private static IEnumerable<Suggestion> Directorship(PayCase pay)
    {
        if (pay.Fields[EmployeeFields.DirectorWeeks] is { Length: > 0 } weeks && weeks != "52")
            yield return new("director_weeks", "52", "Who is a director on 6 April has an earnings period of the whole year.", Directors);
        if (Given.Yes(pay, EmployeeFields.FinalPeriod))
            yield return new("final_period", "false", "The last payment of the old year has been made.", Directors);
    }

    /// <summary>Year to date begins anew, so what is left of orders becomes a fact.</summary>
    private static IEnumerable<Suggestion> AttachmentOrders(PayCase pay)
    {
        for (var slot = 0; slot < EmployeeFields.MostOrders; slot++)
        {
            if (Order.Of(pay, slot) is not { } order) continue;
            var (collected, shortfall) = (pay.YearToDate[Lines.FirstOrder + slot], pay.YearToDate[Lines.FirstShortfall + slot]);
            if (shortfall != 0)
                yield return new($"order_{slot + 1}_arrears", Amount(order.Arrears + shortfall), $"{Pounds(order.Arrears)} brought forward, and {Pounds(shortfall)} of the old tax year.", Orders);
            if (pay.YearToDate[Lines.FirstProtectedShortfall + slot] is not 0 and var unprotected)
                yield return new($"order_{slot + 1}_protected_arrears", Amount(order.ProtectedArrears + unprotected), $"{Pounds(order.ProtectedArrears)} brought forward, and {Pounds(unprotected)} of the old tax year.", Orders);
            if (order.Left is { } left && collected != 0)
                yield return new($"order_{slot + 1}_left", Amount(Math.Max(0, left - collected)), $"{Pounds(left)} less {Pounds(collected)} collected in the old tax year.", Orders);
        }
    }

    private static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
