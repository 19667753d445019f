using System.Text.Json;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>
/// Percentage tables of attachment orders, on net earnings. Pay for several weeks or months is averaged, looked up and multiplied again.
/// </summary>
internal sealed class AttachmentTables
{
    private readonly (decimal? UpTo, decimal Rate)[] _councilTaxWeekly, _councilTaxMonthly, _councilTaxWalesWeekly, _councilTaxWalesMonthly;
    private readonly DateOnly _walesFrom;
    private readonly (decimal? UpTo, decimal Standard, decimal Higher)[] _directWeekly, _directMonthly;
    private readonly (decimal Over, decimal Fixed, decimal Rate, decimal Least)[] _arrestmentWeekly, _arrestmentMonthly;

    public AttachmentTables(ParameterTable table)
    {
        _councilTaxWeekly = CouncilTaxRows("weekly");
        _councilTaxMonthly = CouncilTaxRows("monthly");
        _councilTaxWalesWeekly = CouncilTaxRows("wales_weekly");
        _councilTaxWalesMonthly = CouncilTaxRows("wales_monthly");
        _walesFrom = table.Json("attachment_council_tax_wales_orders_from").Value.Deserialize<DateOnly>();
        _directWeekly = DirectRows("weekly");
        _directMonthly = DirectRows("monthly");
        _arrestmentWeekly = ArrestmentRows("weekly");
        _arrestmentMonthly = ArrestmentRows("monthly");
        CouncilTaxUse = table.Json("attachment_council_tax_monthly").Use;
        CouncilTaxWalesUse = table.Json("attachment_council_tax_wales_monthly").Use;
        MaintenanceProtectedDaily = table.Amount("attachment_current_maintenance_protected_daily");
        DirectUse = table.Json("attachment_direct_earnings_monthly").Use;
        ArrestmentUse = table.Json("attachment_earnings_arrestment_monthly").Use;
        ChildMaintenanceProtected = table.Amount("attachment_child_maintenance_protected_share");
        DirectProtected = table.Amount("attachment_direct_earnings_protected_share");
        AdminFee = table.Amount("attachment_admin_fee");

        (decimal?, decimal)[] CouncilTaxRows(string period) =>
            [.. table.Json("attachment_council_tax_" + period).Value.EnumerateArray().Select(r => (Limit(r), r.GetProperty("rate").GetDecimal()))];
        (decimal?, decimal, decimal)[] DirectRows(string period) =>
            [.. table.Json("attachment_direct_earnings_" + period).Value.EnumerateArray().Select(r => (Limit(r), r.GetProperty("standard").GetDecimal(), r.GetProperty("higher").GetDecimal()))];
        (decimal, decimal, decimal, decimal)[] ArrestmentRows(string period) =>
            [.. table.Json("attachment_earnings_arrestment_" + period).Value.EnumerateArray().Select(r => (r.GetProperty("over").GetDecimal(), r.GetProperty("fixed").GetDecimal(), r.GetProperty("rate").GetDecimal(), r.GetProperty("least").GetDecimal()))];
        static decimal? Limit(System.Text.Json.JsonElement row) => row.GetProperty("up_to") is { ValueKind: System.Text.Json.JsonValueKind.Number } limit ? limit.GetDecimal() : null;
    }

    public ParameterUse CouncilTaxUse { get; }
    public ParameterUse CouncilTaxWalesUse { get; }
    public Figure MaintenanceProtectedDaily { get; }
    public ParameterUse DirectUse { get; }
    public ParameterUse ArrestmentUse { get; }
    public Figure ChildMaintenanceProtected { get; }
    public Figure DirectProtected { get; }
    public Figure AdminFee { get; }

    /// <summary>The rate of the band on all net earnings; above the top limit that rate up to the limit and the last rate on the rest. Nearest penny.</summary>
    /// <param name="walesOn">Day of an order of a Welsh council; those from 1 April 2022 have limits of their own.</param>
    public decimal CouncilTax(PayFrequency frequency, decimal net, DateOnly walesOn)
    {
        var (monthly, periods) = Periods(frequency);
        var (weeklyRows, monthlyRows) = walesOn >= _walesFrom ? (_councilTaxWalesWeekly, _councilTaxWalesMonthly) : (_councilTaxWeekly, _councilTaxMonthly);
        var (rows, average) = (monthly ? monthlyRows : weeklyRows, net / periods);
        var row = 0;
        while (rows[row].UpTo is { } limit && average > limit) row++;
        return NearestPenny(periods * (rows[row].UpTo is null
            ? rows[row - 1].UpTo!.Value * rows[row - 1].Rate + (average - rows[row - 1].UpTo!.Value) * rows[row].Rate
            : average * rows[row].Rate));
    }

    /// <summary>The rate of the band on all net earnings. Nearest penny.</summary>
    public decimal Direct(PayFrequency frequency, decimal net, bool higher)
    {
        var (monthly, periods) = Periods(frequency);
        var (rows, average) = (monthly ? _directMonthly : _directWeekly, net / periods);
        var row = 0;
        while (rows[row].UpTo is { } limit && average > limit) row++;
        return NearestPenny(net * (higher ? rows[row].Higher : rows[row].Standard));
    }

    /// <summary>Fixed amount and percentage over the limit of the band, or the least amount. Nearest penny, half a penny down.</summary>
    public decimal Arrestment(PayFrequency frequency, decimal net)
    {
        var (monthly, periods) = Periods(frequency);
        var (rows, average) = (monthly ? _arrestmentMonthly : _arrestmentWeekly, net / periods);
        var row = rows.Length - 1;
        while (row > 0 && average <= rows[row].Over) row--;
        return periods * NearestPennyHalfDown(Math.Max(rows[row].Least, rows[row].Fixed + (average - rows[row].Over) * rows[row].Rate));
    }

    private static (bool Monthly, int Periods) Periods(PayFrequency frequency) => frequency switch
    {
        PayFrequency.Weekly => (false, 1),
        PayFrequency.Fortnightly => (false, 2),
        PayFrequency.FourWeekly => (false, 4),
        PayFrequency.Monthly => (true, 1),
        _ => (true, 12),
    };
}
