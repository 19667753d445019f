using System.Globalization;

namespace Bureau.Jurisdictions.Tests.GB;

public sealed class PensionDutiesTests
{
    private static readonly IPensionDuties Duties = Gb.Pack.PensionDuties!;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>May 2026, paid on the 28th.</summary>
    private static PayCase Person(decimal pay, string? born = "1990-05-01") => Gb.Monthly(2, pay).With("date_of_birth", born).With("start_date", "2024-01-08");

    private static PayCase Reenrolled(PayCase pay, string day)
    {
        pay.Employer[Gb.Pack.EmployerFields.Ordinal("pension_reenrolment_date")] = day;
        return pay;
    }

    [Theory]
    [InlineData(833.01, "1990-05-01", "eligible jobholder", PensionAction.Enrol)]
    [InlineData(833.00, "1990-05-01", "non-eligible jobholder", PensionAction.Inform)]
    [InlineData(2000.00, "2005-01-01", "non-eligible jobholder", PensionAction.Inform)]
    [InlineData(2000.00, "1955-01-01", "non-eligible jobholder", PensionAction.Inform)]
    [InlineData(520.01, "1990-05-01", "non-eligible jobholder", PensionAction.Inform)]
    [InlineData(520.00, "1990-05-01", "entitled worker", PensionAction.Inform)]
    [InlineData(2000.00, "1951-05-01", "", PensionAction.None)]
    [InlineData(2000.00, "2010-06-01", "", PensionAction.None)]
    [InlineData(2000.00, null, "", PensionAction.None)]
    public void Age_and_earnings_of_the_period_decide_the_category(decimal pay, string? born, string worker, PensionAction action)
    {
        var duty = Duties.Assess(Person(pay, born));

        (duty.Worker, duty.Action).ShouldBe((worker, action));
    }

    [Theory]
    [InlineData(PayFrequency.Weekly, 192.00)]
    [InlineData(PayFrequency.Fortnightly, 384.00)]
    [InlineData(PayFrequency.FourWeekly, 768.00)]
    [InlineData(PayFrequency.Monthly, 833.00)]
    [InlineData(PayFrequency.Annual, 10_000.00)]
    public void The_trigger_is_that_of_the_pay_reference_period(PayFrequency frequency, decimal trigger)
    {
        var pay = Person(trigger);
        pay.Frequency = frequency;

        Duties.Assess(pay).Action.ShouldBe(PensionAction.Inform);
        Duties.Assess(pay.Pay("overtime", 0.01m)).Action.ShouldBe(PensionAction.Enrol);
    }

    [Theory]
    [InlineData("1990-05-01", "2024-01-08", "2026-05-01", "2026-06-11")]
    [InlineData("2004-05-11", "2024-01-08", "2026-05-11", "2026-06-21")]
    [InlineData("1990-05-01", "2026-05-18", "2026-05-18", "2026-06-28")]
    public void Enrolment_is_due_from_the_first_day_on_which_all_conditions_are_met(string born, string started, string on, string by)
    {
        var duty = Duties.Assess(Person(2000, born).With("start_date", started));

        (duty.On, duty.By).ShouldBe((Day(on), Day(by)));
    }

    [Fact]
    public void A_member_is_left_alone() => Duties.Assess(Person(2000).With("pension_scheme", "net_pay")).Action.ShouldBe(PensionAction.None);

    [Theory]
    [InlineData("2026-05-29", PensionAction.None, null)]
    [InlineData("2026-05-28", PensionAction.Enrol, "2026-05-28")]
    [InlineData("2026-05-10", PensionAction.Enrol, "2026-05-10")]
    [InlineData("2026-04-10", PensionAction.Enrol, "2026-05-01")]
    public void Somebody_postponed_is_judged_anew_on_the_deferral_date(string until, PensionAction action, string? on)
    {
        var duty = Duties.Assess(Person(2000).With("pension_postponed_until", until));

        (duty.Action, duty.On).ShouldBe((action, on is null ? null : Day(on)));
    }

    [Theory]
    [InlineData("2026-05-18", "2026-08-18")]
    [InlineData("2026-11-30", "2027-02-28")]
    public void Postponement_lasts_three_months_at_most(string due, string latest) => Duties.LatestPostponement(Day(due)).ShouldBe(Day(latest));

    [Theory]
    [InlineData("2026-05-01", "2026-04-20", "2026-05-01", "2026-05-31")]
    [InlineData("2026-05-01", "2026-05-16", "2026-05-16", "2026-06-15")]
    public void An_opt_out_counts_within_a_month_of_membership_and_information(string member, string informed, string from, string until)
    {
        var window = Duties.OptOut(Day(member), Day(informed));

        (window.From, window.Until, window.MonthsToRefund).ShouldBe((Day(from), Day(until), 1));
    }

    [Fact]
    public void Re_enrolment_is_held_around_the_third_anniversary() => Duties.NextReenrolment(Day("2023-06-01")).ShouldBe((Day("2026-03-01"), Day("2026-08-31")));

    [Theory]
    [InlineData("2024-03-01", "2026-05-20", PensionAction.Reenrol, "2026-05-20")]
    [InlineData("2025-05-20", "2026-05-20", PensionAction.Reenrol, "2026-05-20")]
    // Less than twelve months before: the employer need not.
    [InlineData("2025-05-21", "2026-05-20", PensionAction.None, null)]
    // Not yet.
    [InlineData("2024-03-01", "2026-06-01", PensionAction.None, null)]
    // Long past: who was not eligible on that day waits for the next.
    [InlineData("2024-03-01", "2026-01-01", PensionAction.None, null)]
    [InlineData("2026-05-25", "2026-05-20", PensionAction.None, null)]
    // The employer's day is not known.
    [InlineData("2023-05-10", null, PensionAction.Reenrol, "2026-05-10")]
    [InlineData("2023-06-01", null, PensionAction.None, null)]
    public void Who_opted_out_is_enrolled_again_on_the_re_enrolment_date(string optedOut, string? reenrolment, PensionAction action, string? on)
    {
        var pay = Person(2000).With("pension_opt_out_date", optedOut);
        var duty = Duties.Assess(reenrolment is null ? pay : Reenrolled(pay, reenrolment));

        (duty.Action, duty.On).ShouldBe((action, on is null ? null : Day(on)));
    }

    [Fact]
    public void Who_earns_too_little_on_the_re_enrolment_date_is_not_enrolled_again() =>
        Duties.Assess(Reenrolled(Person(800).With("pension_opt_out_date", "2024-03-01"), "2026-05-20")).Action.ShouldBe(PensionAction.Inform);

    [Fact]
    public void Before_paying_it_is_pointed_out_with_its_days()
    {
        Gb.Pack.Check(Person(2000).With("nino", "AB123456C").With("tax_basis", "week1_month1")).ShouldHaveSingleItem().Message.ShouldEndWith("Enrol in the pension scheme from 2026-05-01, by 2026-06-11, postpone, or record the opt-out.");
        Gb.Pack.Check(Reenrolled(Person(2000).With("nino", "AB123456C").With("tax_basis", "week1_month1").With("pension_opt_out_date", "2024-03-01"), "2026-05-20")).ShouldHaveSingleItem().Message
            .ShouldEndWith("from 2026-05-20, by 2026-06-30; this cannot be postponed.");
    }
}
