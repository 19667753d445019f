using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Tests.Runs;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Forecasts;

public class ForecastChangeTests
{
    /// <summary>November released; December takes inputs.</summary>
    private static async Task<(PayrollHouse House, PayRun Run, EmployeeForPay Person)> StartAsync()
    {
        var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 300_000m);
        house.People.Set(1, FactNames.PayGroup, "MONTHLY");
        house.People.Salaried(2, 30_000m);
        var run = await house.ReleaseAsync(await house.InReviewAsync());
        await house.House.TickAsync();
        var person = await house.People.StreamForPayAsync(TestHouse.Harbour.Id, TestPeople.Group, run.PeriodStart, new(2026, 12, 31), house.Clock.GetUtcNow()).FirstAsync(p => p.Id == 1);
        return (house, run, person);
    }

    private static EmployeeForPay With(EmployeeForPay person, string field, DateOnly from, string value) =>
        person with { Facts = [.. person.Facts.Append(new(field, from, value)).OrderBy(f => f.Field, StringComparer.Ordinal).ThenBy(f => f.EffectiveFrom)] };

    [Fact]
    public async Task A_raise_from_the_next_period_on_is_seen_in_the_next_net_pay_only()
    {
        var (house, _, person) = await StartAsync();
        await using var __ = house;
        var december = new DateOnly(2026, 12, 1);
        var forecast = await house.Get<IPayForecasts>().OfChangeAsync(TestHouse.Harbour, person, With(person, FactNames.AnnualSalary, december, "360000"), december);

        forecast.Notes.ShouldBeEmpty();
        forecast.Released.ShouldBeEmpty();
        // 25,000.00 becomes 30,000.00; the law of nowhere takes 20 % of what is more.
        forecast.Next.ShouldNotBeNull().ShouldSatisfyAllConditions(
            n => (n.GrossKnown, n.GrossChanged).ShouldBe((25_000_00, 30_000_00)),
            n => (n.NetChanged - n.NetKnown).ShouldBe(4_000_00));
    }

    [Fact]
    public async Task A_back_dated_raise_names_the_released_period_and_by_how_much_and_writes_nothing()
    {
        var (house, run, person) = await StartAsync();
        await using var _ = house;
        var forecast = await house.Get<IPayForecasts>().OfChangeAsync(TestHouse.Harbour, person, With(person, FactNames.AnnualSalary, run.PeriodStart, "360000"), run.PeriodStart);

        var november = forecast.Released.ShouldHaveSingleItem();
        november.PayDate.ShouldBe(run.PayDate);
        (november.NetChanged - november.NetKnown).ShouldBe(4_000_00);
        // December is 5,000.00 more, and pays the 5,000.00 of November too; of both the law of nowhere takes 20 %.
        forecast.Next.ShouldNotBeNull().ShouldSatisfyAllConditions(n => (n.GrossChanged - n.GrossKnown).ShouldBe(10_000_00), n => (n.NetChanged - n.NetKnown).ShouldBe(8_000_00));
        (await house.RunAsync(run.Id)).ShouldSatisfyAllConditions(r => r.Seal.ShouldBe(run.Seal), r => r.Stale.ShouldBe(0));
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_is_calculated_and_not_released_is_the_next_that_pays()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 300_000m);
        house.People.Set(1, FactNames.PayGroup, "MONTHLY");
        var run = await house.InReviewAsync();
        var person = await house.People.StreamForPayAsync(TestHouse.Harbour.Id, TestPeople.Group, run.PeriodStart, run.PeriodEnd, house.Clock.GetUtcNow()).FirstAsync();
        var forecast = await house.Get<IPayForecasts>().OfChangeAsync(TestHouse.Harbour, person, With(person, FactNames.AnnualSalary, run.PeriodStart, "360000"), run.PeriodStart);

        forecast.Next.ShouldNotBeNull().ShouldSatisfyAllConditions(n => n.PayDate.ShouldBe(run.PayDate), n => (n.GrossKnown, n.GrossChanged).ShouldBe((25_000_00, 30_000_00)));
    }

    [Fact]
    public async Task What_blocks_is_said_instead_of_a_figure()
    {
        var (house, run, person) = await StartAsync();
        await using var _ = house;
        var from = run.PeriodEnd.AddDays(1);
        var forecast = await house.Get<IPayForecasts>().OfChangeAsync(TestHouse.Harbour, person, With(person, "tax_code", from, "BAD"), from);

        forecast.Notes.ShouldHaveSingleItem().ShouldContain("the law gives it no meaning");
        forecast.Next!.NetChanged.ShouldBe(0);
    }
}
