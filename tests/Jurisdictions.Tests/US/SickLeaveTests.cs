namespace Bureau.Jurisdictions.Tests.US;

/// <summary>California Labor Code 246.</summary>
public sealed class SickLeaveTests
{
    [Fact]
    public void An_hour_is_accrued_for_every_thirty_worked_and_time_off_earns_none()
    {
        var pay = Us.Biweekly(2_000, "CA").Hours("regular", 61).Pay("vacation_pay", 500).Hours("vacation_pay", 19);

        pay.Calculate()["sick_leave_accrued"].ShouldBe(2.03m);
        Balance(pay).ShouldBe(new LeaveBalance("Paid sick leave", 2.03m, 0, 2.03m));
    }

    [Fact]
    public void A_salary_stands_for_forty_hours_a_week() => Us.Biweekly(4_000, "CA").Calculate()["sick_leave_accrued"].ShouldBe(2.67m);

    [Fact]
    public void Nothing_more_is_accrued_at_the_limit()
    {
        var pay = Us.Biweekly(2_000, "CA").Hours("regular", 60).With("sick_leave_brought", 70).ToDate("sick_leave_accrued", 12).ToDate("sick_leave_taken", 3);

        Balance(pay).ShouldBe(new LeaveBalance("Paid sick leave", 1, 0, 80));
        Balance(pay.Pay("sick_pay", 800).Hours("sick_pay", 8)).ShouldBe(new LeaveBalance("Paid sick leave", 2, 8, 73));
    }

    [Fact]
    public void Leave_that_is_granted_for_the_year_is_not_accrued() =>
        Balance(Us.Biweekly(2_000, "CA").Hours("regular", 80).With("sick_leave_granted", "true").With("sick_leave_brought", 40)).ShouldBe(new LeaveBalance("Paid sick leave", 0, 0, 40));

    [Fact]
    public void What_is_left_is_carried_into_the_new_year()
    {
        var pay = Us.Biweekly(2_000, "CA").With("sick_leave_brought", 10).ToDate("sick_leave_accrued", 30).ToDate("sick_leave_taken", 12.5m);

        Us.Pack.SuggestForNewYear(pay).ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.Field.ShouldBe("sick_leave_brought"), s => s.Value.ShouldBe("27.5"));
        Us.Pack.SuggestForNewYear(pay.With("sick_leave_granted", "true")).ShouldBeEmpty();
        Us.Pack.SuggestForNewYear(pay.With("work_state", "TX")).ShouldBeEmpty();
    }

    [Fact]
    public void Elsewhere_the_pack_knows_of_none()
    {
        var pay = Us.Biweekly(2_000, "NY").Hours("regular", 80);

        Us.Pack.LeaveOf(pay, pay.Calculate()).ShouldBeEmpty();
    }

    private static LeaveBalance Balance(PayCase pay) => Us.Pack.LeaveOf(pay, pay.Calculate()).Single();
}
