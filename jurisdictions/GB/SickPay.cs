using static Bureau.Jurisdictions.GB.Explain;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>
/// Statutory Sick Pay of one absence: Social Security Contributions and Benefits Act 1992, part 11. From 6 April 2026 from the first qualifying day,
/// without an earnings test, 80 % of average weekly earnings or the weekly rate, whichever is less (Employment Rights Act 2025); before, for absences of four days
/// or more, after three waiting days, for those who earn the lower earnings limit. Who was paid by the old rules on that day keeps the weekly rate.
/// </summary>
internal static class SickPay
{
    private const int ShortestAbsenceBefore2026 = 4;

    public static readonly Source Source = new("Social Security Contributions and Benefits Act 1992, part 11; Statutory Sick Pay (General) Regulations 1982", "https://www.legislation.gov.uk/ukpga/1992/4/part/XI");

    private static readonly (string Value, string Label)[] Weekdays =
        [("sun", "Sunday"), ("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday"), ("thu", "Thursday"), ("fri", "Friday"), ("sat", "Saturday")];

    public static FieldSet Asks => new(
    [
        Entitlements.Day("absence_from", "First day of sickness"), Entitlements.Day("absence_until", "Last day of sickness"), .. Entitlements.Earnings,
        new("qualifying_days", "Qualifying days", FieldType.MultiChoice) { Choices = Weekdays, Default = "mon tue wed thu fri", Help = "Days of the week that count, usually those on which the person works." },
        new("linked_from", "Linked to sickness that began on", FieldType.Date) { Help = "First day of the first of several absences with no more than eight weeks between them." },
        new("waiting_days_served", "Waiting days served before", FieldType.WholeNumber) { Help = "In linked absences, for days before 6 April 2026." },
        new("days_paid_before", "Qualifying days paid before", FieldType.WholeNumber) { Help = "In linked absences: they count towards the 28 weeks." },
    ]);

    /// <param name="tableOf">Figures in force on a day; null where they are not known.</param>
    public static EntitlementAnswer Judge(Func<DateOnly, ParameterTable?> tableOf, Arguments given)
    {
        var (from, until) = (given.DateOf("absence_from"), given.DateOf("absence_until"));
        if (until < from) throw new RulePackException("absence_until", "The last day of sickness is before the first.");
        var average = StatutoryComponents.AverageOf(given);
        var pattern = (given.Word("qualifying_days") ?? "mon tue wed thu fri").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var qualifying = new bool[7];
        foreach (var day in pattern)
            qualifying[Array.FindIndex(Weekdays, w => w.Value == day) is >= 0 and var index ? index : throw new RulePackException("qualifying_days", $"'{day}' is not a day. Use mon, tue, wed, thu, fri, sat, sun.")] = true;
        var perWeek = qualifying.Count(q => q);
        if (perWeek == 0) throw new RulePackException("qualifying_days", "There must be at least one qualifying day a week.");

        var began = given.Date("linked_from") ?? from;
        var (paid, waited) = (given.Whole("days_paid_before", 0, 196, whenAbsent: 0), given.Whole("waiting_days_served", 0, 3, whenAbsent: 0));
        List<string> against = [], remarks = [];
        var due = new List<EntitledWeek>();
        var inSegment = 0;
        var segmentFrom = from;
        for (var day = from; day <= until; day = day.AddDays(1))
        {
            if (tableOf(day) is not { } table)
            {
                remarks.Add($"Rates from {day:yyyy-MM-dd} are not known.");
                break;
            }

            if (qualifying[(int)day.DayOfWeek] && WhyNot(table, day) is { } why)
            {
                if (!against.Contains(why)) against.Add(why);
            }
            else if (qualifying[(int)day.DayOfWeek])
            {
                (inSegment, paid) = (inSegment + 1, paid + 1);
            }

            var next = day.AddDays(1);
            if (day != until && next.DayOfWeek != DayOfWeek.Sunday && Calendar.TaxYearOf(next) == Calendar.TaxYearOf(day)) continue;
            if (inSegment > 0) due.Add(new(segmentFrom, day, UpToPenny(Weekly(table, average, OldRulesKept(table, tableOf, began, average)) * inSegment / perWeek)));
            (segmentFrom, inSegment) = (next, 0);
        }

        // A reason that holds for some days only does not stand against the rest.
        return due.Count > 0 ? new([], due, [("Counted from", began)], [.. against, .. remarks]) : new(against.Count > 0 || remarks.Count > 0 ? against : ["No qualifying day was missed."], [], [("Counted from", began)], remarks);

        string? WhyNot(ParameterTable table, DateOnly day)
        {
            var longest = (int)table.Amount("ssp_maximum_weeks").Value * perWeek;
            if (paid >= longest) return $"The longest time of {table.Amount("ssp_maximum_weeks").Value:0} weeks is used up.";
            if (table.Json("ssp_lower_earnings_test").Value.GetBoolean())
            {
                var limit = table.Amount("ni_lower_earnings_limit_weekly").Value;
                if (average < limit) return $"Until 5 April 2026, average weekly earnings must reach {Pounds(limit)}.";
                if (until.DayNumber - from.DayNumber + 1 < ShortestAbsenceBefore2026) return "Until 5 April 2026, an absence must last four days.";
            }

            if (waited >= (int)table.Amount("ssp_waiting_days").Value) return null;
            waited++;
            return "Until 5 April 2026, the first three qualifying days are not paid.";
        }
    }

    /// <summary>Paid by the old rules when the new ones came.</summary>
    private static bool OldRulesKept(ParameterTable table, Func<DateOnly, ParameterTable?> tableOf, DateOnly began, decimal average) =>
        table.Has("ssp_flat_rate_if_absence_began_before")
        && began < System.Text.Json.JsonSerializer.Deserialize<DateOnly>(table.Json("ssp_flat_rate_if_absence_began_before").Value)
        && tableOf(began) is { } then && average >= then.Amount("ni_lower_earnings_limit_weekly").Value;

    private static decimal Weekly(ParameterTable table, decimal average, bool oldRules)
    {
        var weekly = table.Amount("ssp_weekly_rate").Value;
        return table.Has("ssp_share_of_average_weekly_earnings") && !oldRules ? Math.Min(weekly, average * table.Amount("ssp_share_of_average_weekly_earnings").Value) : weekly;
    }
}
