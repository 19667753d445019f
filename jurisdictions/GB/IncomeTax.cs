using System.Globalization;
using static Bureau.Jurisdictions.GB.Explain;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>HMRC, Specification for PAYE Tax Table Routines v24.0, exact percentage method.</summary>
internal static class IncomeTax
{
    private const string Line = "income_tax";

    /// <param name="taxablePay">Taxable pay of this period, payrolled benefits included.</param>
    /// <param name="notCash">What of it is not paid in cash.</param>
    /// <returns>Tax of this period; negative = refund.</returns>
    public static decimal Calculate(PayCase pay, YearTables year, decimal taxablePay, decimal notCash, Trace? trace)
    {
        var code = TaxCode.Parse(pay.Fields[EmployeeFields.TaxCodeField]);
        var cumulative = IsCumulative(pay);
        if (Given.Yes(pay, EmployeeFields.PaymentAfterLeaving) && code.Kind != CodeKind.NoTax)
        {
            // PAYE Regulations 2003, regulation 37: after the P45, code 0T of the nation without history.
            (code, cumulative) = (new TaxCode(code.Nation, CodeKind.FreePay, 0), false);
            trace?.Add(new(Line, "Payment after leaving", "code 0T on week 1 / month 1 after the P45 was given", [], 0));
        }

        var period = TaxPeriod.Of(pay.Frequency, pay.Period, cumulative);
        var earlier = period.Cumulative ? EarlierThisYear.Of(pay, year) : default;

        var payToDate = earlier.TaxablePay + taxablePay;
        trace?.Add(new(Line, period.Cumulative ? "Taxable pay to date" : "Taxable pay of this period",
            period.Cumulative ? "taxable pay before this period + taxable pay of this period" : "this period alone, as the code is operated without history",
            [("before this period", Pounds(earlier.TaxablePay)), ("this period", Pounds(taxablePay))], payToDate));

        var taxToDate = TaxToDate(code, payToDate, period, year, trace);
        var due = taxToDate - earlier.IncomeTax;
        if (period.Cumulative)
            trace?.Add(new(Line, "Tax of this period", "tax to date − tax deducted before this period",
                [("tax to date", Pounds(taxToDate)), ("deducted before", Pounds(earlier.IncomeTax))], due, Contributes: -earlier.IncomeTax));
        if (due < 0 && Given.Yes(pay, EmployeeFields.OnStrike))
        {
            trace?.Add(new(Line, "Refund kept back", "no refund while taking part in a trade dispute (PAYE Regulations 2003, regulation 64)", [("refund", Pounds(-due))], 0, Contributes: -due));
            return 0;
        }

        if (due <= 0) return due;

        var limit = DownToPenny(year.RegulatoryLimit.Value * Math.Max(0, taxablePay - notCash));
        if (due <= limit) return due;
        trace?.Add(new(Line, "Regulatory limit", "tax is at most this share of the cash pay of the period, benefits left out",
            [("share", Percent(year.RegulatoryLimit.Value)), ("pay without benefits", Pounds(taxablePay - notCash)), ("tax due", Pounds(due))],
            limit, Contributes: limit - due, Rounding: "down to the penny", Parameter: year.RegulatoryLimit.Use));
        return limit;
    }

    private static bool IsCumulative(PayCase pay) => pay.Fields[EmployeeFields.TaxBasis] switch
    {
        null or "" or "cumulative" => true,
        "week1_month1" => false,
        var other => throw Given.Wrong(EmployeeFields.TaxBasis, other),
    };

    private static decimal TaxToDate(TaxCode code, decimal payToDate, TaxPeriod period, YearTables year, Trace? trace)
    {
        switch (code.Kind)
        {
            case CodeKind.NoTax:
                trace?.Add(new(Line, "No tax", "code NT: no tax is deducted", [], 0));
                return 0;
            case CodeKind.OneRate:
                return AtOneRate(code, payToDate, year, trace);
            default:
                var taxable = payToDate - FreePay(code, period, year, trace);
                return taxable <= 0 ? 0 : ByBands(year.Bands[(int)code.Nation], taxable, period, trace);
        }
    }

    /// <summary>Free pay to date; negative for a K code, whose amount is added to pay.</summary>
    private static decimal FreePay(TaxCode code, TaxPeriod period, YearTables year, Trace? trace)
    {
        if (code.Number == 0)
        {
            trace?.Add(new(Line, "Free pay", "code number 0: none", [], 0));
            return 0;
        }

        var table = period.PeriodsInYear == 52 ? year.WeeklyFreePay : year.MonthlyFreePay;
        var ofOne = table.Of(code.Number);
        var toDate = ofOne * period.Number;
        var label = code.Kind == CodeKind.AdditionalPay ? "Additional pay of the K code" : "Free pay of the code";
        trace?.Add(new(Line, label, $"((10 × number + 9) ÷ {period.PeriodsInYear}, and a fixed amount for each complete 500 of the number) × {period.Unit}s",
            [("code number", code.Number.ToString(CultureInfo.InvariantCulture)), ("of one " + period.Unit, Pounds(ofOne)), (period.Unit + "s", period.Number.ToString(CultureInfo.InvariantCulture))],
            toDate, Rounding: "of one " + period.Unit + ": up to the penny", Parameter: code.Number > 500 ? table.Per500.Use : null));
        return code.Kind == CodeKind.AdditionalPay ? -toDate : toDate;
    }

    private static decimal ByBands(TaxBands bands, decimal taxable, TaxPeriod period, Trace? trace)
    {
        var ends = bands.EndsIn(period);
        var band = 0;
        while (band < ends.Length && taxable > ends[band].UpTo) band++;

        var below = band == 0 ? default : ends[band - 1];
        var wholePounds = DownToPound(taxable);
        var inBand = FourDecimals((wholePounds - below.Width) * bands.Rates[band]);
        var tax = DownToPenny(below.Tax + inBand);

        if (trace is not null)
        {
            trace.Add(new(Line, "Pay that is taxed", "pay − free pay (K code: + additional pay)", [], wholePounds, Rounding: "down to whole pounds"));
            for (var i = 0; i < band; i++)
                if (ends[i].Tax > 0)
                    trace.Add(InBand(bands, i, i == 0 ? default : ends[i - 1], ends[i].Width, i == 0 ? ends[i].Tax : ends[i].Tax - ends[i - 1].Tax, null));
            trace.Add(InBand(bands, band, below, wholePounds, tax - below.Tax, "the total down to the penny"));
        }

        return tax;
    }

    private static Step InBand(TaxBands bands, int band, BandEnd below, decimal upTo, decimal tax, string? rounding) =>
        new(Line, $"Tax at {Percent(bands.Rates[band])}", "part of the pay in this band × rate",
            [("from", Pounds(below.Width)), ("to", Pounds(upTo)), ("rate", Percent(bands.Rates[band]))], tax, Contributes: tax, Rounding: rounding, Parameter: bands.Use);

    private static decimal AtOneRate(TaxCode code, decimal payToDate, YearTables year, Trace? trace)
    {
        var bands = year.Bands[(int)code.Nation];
        var rate = bands.Rates[year.BasicRateBand - 1 + code.Number];
        var tax = payToDate <= 0 ? 0 : DownToPenny(DownToPound(payToDate) * rate);
        trace?.Add(new(Line, $"Tax at {Percent(rate)}", "all pay in whole pounds × rate",
            [("pay", Pounds(payToDate)), ("rate", Percent(rate))], tax, Contributes: tax, Rounding: "pay down to whole pounds, tax down to the penny", Parameter: bands.Use));
        return tax;
    }
}

/// <summary>Free pay of one week or month by code number (additional pay for a K code).</summary>
internal sealed class FreePayTable
{
    private readonly decimal[] _rest = new decimal[501];

    public FreePayTable(int periodsInYear, Figure per500)
    {
        Per500 = per500;
        for (var rest = 1; rest <= 500; rest++) _rest[rest] = UpToPenny(FourDecimals((10m * rest + 9) / periodsInYear));
    }

    public Figure Per500 { get; }

    /// <param name="number">Number of the code, from 1: each complete 500 below it has a fixed amount, the rest is worked out.</param>
    public decimal Of(int number)
    {
        var blocks = (number - 1) / 500;
        var rest = (number - 1) % 500 + 1;
        return _rest[rest] + blocks * Per500.Value;
    }
}

/// <summary>Pay and tax of this tax year before this period, in this employment and, by the P45, in the one before.</summary>
internal readonly record struct EarlierThisYear(decimal TaxablePay, decimal IncomeTax)
{
    public static EarlierThisYear Of(PayCase pay, YearTables year)
    {
        var (taxable, tax) = (pay.YearToDate[Lines.TaxablePay], pay.YearToDate[Lines.IncomeTax]);
        if (pay.Fields[EmployeeFields.PreviousPay] is null && pay.Fields[EmployeeFields.PreviousTax] is null) return new(taxable, tax);
        // A P45 counts in the tax year of the start only.
        var startedThisYear = Given.Date(pay, EmployeeFields.StartDate) is not { } start || (start >= year.Year.Start && start <= year.Year.End);
        return startedThisYear
            ? new(taxable + Given.Number(pay, EmployeeFields.PreviousPay), tax + Given.Number(pay, EmployeeFields.PreviousTax))
            : new(taxable, tax);
    }
}
