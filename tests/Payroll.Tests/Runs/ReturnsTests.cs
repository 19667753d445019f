using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Returns;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>What a run reports, worked out from what was frozen.</summary>
public class ReturnsTests
{
    [Fact]
    public async Task Figures_are_those_of_the_payslips_and_a_year_that_began_elsewhere_counts()
    {
        await using var house = await HouseAsync();
        await OpeningBalanceTests.BringAsync(house, "employee_number,paid_up_to,gross_pay,taxable_pay,tax\nE1,2026-10-30,21000.00,21000.00,2800.00\n");
        var run = await house.ReleaseAsync(await house.InReviewAsync());

        (await PeopleAsync(house, run, "payment")).ShouldBe([("E1", "24000.00"), ("E2", "2000.00")]);
        (await house.Get<ReadReturns>().EmployerAsync(TestHouse.Harbour.Id, run, house.Pack.Reports["employer"])).Select(f => f.Value).ShouldBe(["26000.00", "120/HV1"]);
    }

    [Fact]
    public async Task A_leavers_form_is_made_with_the_last_payment_also_where_the_day_became_known_later()
    {
        await using var house = await HouseAsync();
        house.People.Leave(2, new DateOnly(2026, 11, 20));
        var run = await house.ReleaseAsync(await house.InReviewAsync());

        (await PeopleAsync(house, run, "leaver")).Select(p => p.Number).ShouldBe(["E2"]);
        var told = new List<string>();
        await foreach (var person in house.Get<ReadReturns>().PeopleAsync(TestHouse.Harbour.Id, run, house.Pack.Reports["leaver"], 1, new DateOnly(2026, 11, 30))) told.Add(person.Figures[1].Value);
        told.ShouldBe(["2026-11-30"]);
    }

    [Fact]
    public async Task The_form_of_the_year_belongs_to_the_last_run_of_the_year_and_to_those_who_stay()
    {
        await using var house = await HouseAsync();
        house.People.Leave(2, new DateOnly(2027, 3, 31));
        house.Clock.Set(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        await house.WithCalendarAsync(PayrollHouse.Monthly with { StartsOn = new DateOnly(2027, 2, 1) });
        await house.House.TickAsync();
        var runs = await house.RunsAsync();

        Names(house, runs[0]).ShouldBe(["payment", "leaver", "employer"]);
        Names(house, runs[1]).ShouldBe(["payment", "leaver", "year", "employer"]);

        static IEnumerable<string> Names(PayrollHouse house, PayRun run) => house.Get<ReadReturns>().ReportsOf(run).Select(r => r.Name);
    }

    private static async Task<PayrollHouse> HouseAsync()
    {
        var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        house.People.Salaried(2, 24_000m);
        return house;
    }

    private static async Task<List<(string Number, string Value)>> PeopleAsync(PayrollHouse house, PayRun run, string report)
    {
        var found = new List<(string, string)>();
        await foreach (var person in house.Get<ReadReturns>().PeopleAsync(TestHouse.Harbour.Id, run, house.Pack.Reports[report])) found.Add((person.Number, person.Figures[0].Value));
        return found;
    }
}
