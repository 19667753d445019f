using System.Globalization;
using static Bureau.Jurisdictions.GB.Explain;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>
/// Who is entitled to statutory pay, and to how much in which week. Weeks for service and earnings run from Sunday to Saturday; continuous employment
/// of 26 weeks counts a week in which the person was employed on any day (Social Security Contributions and Benefits Act 1992, parts 11 to 12ZE).
/// </summary>
internal sealed class Entitlements
{
    private static readonly Source Maternity = new("Social Security Contributions and Benefits Act 1992, sections 164 to 166; Statutory Maternity Pay (General) Regulations 1986", "https://www.legislation.gov.uk/ukpga/1992/4/part/XII");
    private static readonly Source Paternity = new("Social Security Contributions and Benefits Act 1992, part 12ZA", "https://www.legislation.gov.uk/ukpga/1992/4/part/XIIZA");
    private static readonly Source Adoption = new("Social Security Contributions and Benefits Act 1992, part 12ZB", "https://www.legislation.gov.uk/ukpga/1992/4/part/XIIZB");
    private static readonly Source SharedParental = new("Social Security Contributions and Benefits Act 1992, part 12ZC", "https://www.legislation.gov.uk/ukpga/1992/4/part/XIIZC");
    private static readonly Source Bereavement = new("Social Security Contributions and Benefits Act 1992, part 12ZD", "https://www.legislation.gov.uk/ukpga/1992/4/part/XIIZD");
    private static readonly Source Neonatal = new("Social Security Contributions and Benefits Act 1992, part 12ZE; Statutory Neonatal Care Pay (General) Regulations 2025", "https://www.legislation.gov.uk/uksi/2025/376");

    private readonly IReadOnlyList<Parameter> _parameters;

    public Entitlements(IReadOnlyList<Parameter> parameters)
    {
        _parameters = parameters;
        All = new(
        [
            new("ssp", "Statutory Sick Pay", SickPay.Asks, SickPay.Source) { Judge = given => SickPay.Judge(TableOf, new(given, "")) },
            new("smp", "Statutory Maternity Pay", Ask(ExpectedBirth, Birth, Notice), Maternity) { Judge = given => MaternityPay(new(given, "")) },
            new("sap", "Statutory Adoption Pay", Ask(Matched, Placed, Notice), Adoption) { Judge = given => AdoptionPay(new(given, "")) },
            new("spp", "Statutory Paternity Pay", Ask(ExpectedBirth, Matched, Birth, Placed, Notice, Weeks(2)), Paternity) { Judge = given => PaternityPay(new(given, "")) },
            new("shpp", "Statutory Shared Parental Pay", Ask(ExpectedBirth, Matched, Birth, Placed, Weeks(37)), SharedParental) { Judge = given => SharedParentalPay(new(given, "")) },
            new("spbp", "Statutory Parental Bereavement Pay", Ask(Death, Weeks(2)), Bereavement) { Judge = given => BereavementPay(new(given, "")) },
            new("sncp", "Statutory Neonatal Care Pay", Ask(Birth, ExpectedBirth, CareFrom, CareUntil), Neonatal) { Judge = given => NeonatalCarePay(new(given, "")) },
        ]);
    }

    public NameSet<Entitlement> All { get; }

    private static Field ExpectedBirth => Day("expected_birth", "Expected day of birth");
    private static Field Birth => Day("birth", "Day of birth");
    private static Field Matched => Day("matched_on", "Day on which the adopter was told of the match");
    private static Field Placed => Day("placed_on", "Day of placement");
    private static Field Notice => Day("notice_on", "Day on which notice was given");
    private static Field Death => Day("died_on", "Day on which the child died");
    private static Field CareFrom => Day("care_from", "First day of neonatal care");
    private static Field CareUntil => Day("care_until", "Last day of neonatal care");

    private static Field Weeks(int most) => new("weeks", "Weeks of pay", FieldType.WholeNumber) { Help = $"From 1 to {most}." };

    internal static Field Day(string name, string label) => new(name, label, FieldType.Date);

    internal static IEnumerable<Field> Earnings =>
    [
        new("average_weekly_earnings", "Average weekly earnings", FieldType.Amount) { Help = "If they are known; else the earnings of the relevant period with its weeks or months." },
        new("earnings", "Earnings of the relevant period", FieldType.Amount) { Help = "Paid in the eight weeks up to the last normal pay day before the end of the deciding week." },
        new("earnings_weeks", "Weeks of the relevant period", FieldType.WholeNumber), new("earnings_months", "Months of the relevant period", FieldType.WholeNumber),
    ];

    private static FieldSet Ask(params Field[] own) =>
        new([Day("start_date", "Start of employment"), Day("leaving_date", "End of employment"), .. Earnings, .. own, Day("pay_from", "First day of pay")]);

    private ParameterTable? TableOf(DateOnly day)
    {
        var table = new ParameterTable(_parameters, Calendar.TaxYearOf(day).Start, day);
        return table.Has("statutory_family_pay_flat_rate_weekly") ? table : null;
    }

    /// <summary>39 weeks from a day between the 11th week before the expected week and the day after the birth.</summary>
    private EntitlementAnswer MaternityPay(Arguments given)
    {
        var claim = new Claim(this, given);
        var expected = WeekOf(given.DateOf("expected_birth"));
        claim.EmployedThrough(expected.AddDays(-15 * 7), "qualifying week");
        var earliest = expected.AddDays(-11 * 7);
        claim.Days.Add(("Earliest first day of pay", earliest));
        var birth = given.Date("birth");
        if (claim.From < earliest && !(birth < earliest)) claim.Against.Add($"Pay begins no earlier than {earliest:yyyy-MM-dd}, the 11th week before the expected week of birth.");
        if (claim.From > birth?.AddDays(1)) claim.Against.Add($"Pay begins no later than {birth.Value.AddDays(1):yyyy-MM-dd}, the day after the birth.");
        claim.NoticeOf(28);
        return claim.Answer(weeks: 39, atShare: 6);
    }

    private EntitlementAnswer AdoptionPay(Arguments given)
    {
        var claim = new Claim(this, given);
        claim.EmployedThrough(WeekOf(given.DateOf("matched_on")), "matching week");
        if (given.Date("placed_on") is { } placed && (claim.From < placed.AddDays(-14) || claim.From > placed.AddDays(1)))
            claim.Against.Add($"Pay begins between {placed.AddDays(-14):yyyy-MM-dd}, fourteen days before placement, and the day after it.");
        claim.NoticeOf(28);
        return claim.Answer(weeks: 39, atShare: 6);
    }

    /// <summary>One or two weeks within 52 weeks of birth or placement.</summary>
    private EntitlementAnswer PaternityPay(Arguments given)
    {
        var claim = new Claim(this, given);
        claim.EmployedThrough(DecidingWeek(given), "deciding week");
        if (ChildCame(given) is { } came)
        {
            claim.StillEmployedOn(came, "on the day of birth or placement");
            claim.Within(came, 52);
        }

        claim.NoticeOf(28);
        return claim.Answer(given.Whole("weeks", 1, 2));
    }

    /// <summary>What the mother or adopter leaves of 39 weeks, less the two that must be taken after the birth.</summary>
    private EntitlementAnswer SharedParentalPay(Arguments given)
    {
        var claim = new Claim(this, given);
        claim.EmployedThrough(DecidingWeek(given), "deciding week");
        claim.StillEmployedOn(claim.From.AddDays(-1), "in the week before pay begins");
        if (ChildCame(given) is { } came) claim.Within(came, 52);
        claim.Remarks.Add("The mother or adopter must have ended maternity or adoption pay, and both together may take no more than 37 weeks.");
        return claim.Answer(given.Whole("weeks", 1, 37));
    }

    /// <summary>The deciding week is the one before the week of the death; two weeks at most, within 56 weeks.</summary>
    private EntitlementAnswer BereavementPay(Arguments given)
    {
        var claim = new Claim(this, given);
        var died = given.DateOf("died_on");
        claim.EmployedThrough(WeekOf(died).AddDays(-7), "week before the death");
        claim.StillEmployedOn(died, "on the day of the death");
        claim.Within(died, 56);
        return claim.Answer(given.Whole("weeks", 1, 2));
    }

    /// <summary>
    /// A week for each complete week of care from the day after it began, twelve at most, within 68 weeks of the birth. The deciding week is that of
    /// maternity or paternity pay where the expected day is given, else the one before care began.
    /// </summary>
    private EntitlementAnswer NeonatalCarePay(Arguments given)
    {
        var claim = new Claim(this, given);
        var (birth, from, until) = (given.DateOf("birth"), given.DateOf("care_from"), given.DateOf("care_until"));
        claim.EmployedThrough(given.Date("expected_birth") is { } expected ? WeekOf(expected).AddDays(-15 * 7) : WeekOf(from).AddDays(-7), "relevant week");
        if (birth < new DateOnly(2025, 4, 6)) claim.Against.Add("The child was born before 6 April 2025.");
        if (from > birth.AddDays(28)) claim.Against.Add("Care began more than 28 days after the birth.");
        var weeks = Math.Min(12, (until.DayNumber - from.DayNumber) / 7);
        if (weeks < 1) claim.Against.Add("Care lasted less than seven days from the day after it began.");
        claim.Within(birth, 68);
        return claim.Answer(weeks);
    }

    /// <summary>Of birth the 15th week before the expected week, of adoption the week of the match.</summary>
    private static DateOnly DecidingWeek(Arguments given) =>
        given.Date("matched_on") is { } matched ? WeekOf(matched) : WeekOf(given.DateOf("expected_birth")).AddDays(-15 * 7);

    private static DateOnly? ChildCame(Arguments given) => given.Date("birth") ?? given.Date("placed_on");

    /// <summary>The Sunday on or before a day.</summary>
    internal static DateOnly WeekOf(DateOnly day) => day.AddDays(-(int)day.DayOfWeek);

    /// <summary>One claim to family pay while it is judged.</summary>
    private sealed class Claim
    {
        private readonly Entitlements _law;
        private readonly Arguments _given;
        private readonly decimal _average;

        public Claim(Entitlements law, Arguments given)
        {
            (_law, _given) = (law, given);
            _average = StatutoryComponents.AverageOf(given);
            From = given.DateOf("pay_from");
        }

        public DateOnly From { get; }
        public List<string> Against { get; } = [];
        public List<string> Remarks { get; } = [];
        public List<(string Label, DateOnly Day)> Days { get; } = [];

        /// <summary>26 weeks of employment that end with a week, and enough earnings in the eight weeks up to it.</summary>
        /// <param name="sunday">First day of the deciding week.</param>
        public void EmployedThrough(DateOnly sunday, string week)
        {
            var (saturday, latestStart) = (sunday.AddDays(6), sunday.AddDays(6 - 25 * 7));
            Days.AddRange([($"Begin of the {week}", sunday), ($"End of the {week}, and last day on which the relevant period can end", saturday), ("Latest start of employment", latestStart)]);
            if (_given.DateOf("start_date") is var start && start > latestStart)
                Against.Add($"Employment began on {start:yyyy-MM-dd}; for 26 weeks up to the {week} it must have begun by {latestStart:yyyy-MM-dd}.");
            if (_given.Date("leaving_date") is { } left && left < sunday) Against.Add($"Employment ended on {left:yyyy-MM-dd}, before the {week} that begins on {sunday:yyyy-MM-dd}.");
            if (_law.TableOf(saturday) is not { } figures)
                Remarks.Add($"The earnings needed on {saturday:yyyy-MM-dd} are not known to this rule pack. Check them by hand.");
            else if (figures.Amount("statutory_family_pay_minimum_average_earnings_weekly").Value is var least && _average < least)
                Against.Add($"Average weekly earnings of {Pounds(decimal.Round(_average, 2))} are below {Pounds(least)}.");
        }

        public void StillEmployedOn(DateOnly day, string when)
        {
            if (_given.Date("leaving_date") is { } left && left < day) Against.Add($"Employment ended on {left:yyyy-MM-dd}; it must last {when}, {day:yyyy-MM-dd}.");
        }

        public void Within(DateOnly event_, int weeks)
        {
            var last = event_.AddDays(weeks * 7);
            Days.Add(("Last day of pay", last));
            if (From < event_) Against.Add($"Pay begins no earlier than {event_:yyyy-MM-dd}.");
            if (From > last) Against.Add(string.Create(CultureInfo.InvariantCulture, $"Pay is for the {weeks} weeks up to {last:yyyy-MM-dd}."));
        }

        public void NoticeOf(int days)
        {
            if (_given.Date("notice_on") is { } notice && notice.AddDays(days) > From)
                Remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Notice was given less than {days} days before pay begins: it is due only if earlier notice was not reasonably practicable."));
        }

        /// <param name="atShare">First weeks paid at the share of average earnings without the flat rate as a limit.</param>
        /// <remarks>New rates apply to weeks that begin on or after the Sunday before 6 April, or on it.</remarks>
        public EntitlementAnswer Answer(int weeks, int atShare = 0)
        {
            if (Against.Count > 0) return new(Against, [], Days, Remarks);
            var due = new List<EntitledWeek>(weeks);
            for (var week = 0; week < weeks; week++)
            {
                var from = From.AddDays(week * 7);
                if (_law.TableOf(RateDay(from)) is not { } figures)
                {
                    Remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Rates for the {weeks - week} weeks from {from:yyyy-MM-dd} are not known yet."));
                    break;
                }

                var share = _average * figures.Amount("statutory_family_pay_share_of_average_weekly_earnings").Value;
                var amount = week < atShare ? share : Math.Min(share, figures.Amount("statutory_family_pay_flat_rate_weekly").Value);
                due.Add(new(from, from.AddDays(6), UpToPenny(amount)));
            }

            return new(Against, due, Days, Remarks);
        }

        /// <summary>A day of the tax year whose rate a week has that begins on a day.</summary>
        private static DateOnly RateDay(DateOnly from)
        {
            var newYear = new DateOnly(from.Year, 4, 6);
            return from < newYear && from >= WeekOf(newYear) ? newYear : from;
        }
    }
}
