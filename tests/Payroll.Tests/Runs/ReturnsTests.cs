using Bureau.Jurisdictions;
using Bureau.Payroll.Contracts;
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
        var employers = house.Get<EmployerReports>();
        var figures = await employers.EmployerAsync(TestHouse.Harbour.Id, run, house.Pack.Reports["employer"]);
        figures.Select(f => f.Value).ShouldBe(["26000.00", "120/HV1"]);
        // What stands behind a figure adds up to it: run by run with what was brought, and person by person.
        (await employers.ByRunAsync(TestHouse.Harbour.Id, run, [figures[0]])).Select(r => (r.Run?.Id, r.Amounts[0])).ShouldBe([(run.Id, 5000m), (null, 21000m)]);
        (await employers.ByPersonAsync(TestHouse.Harbour.Id, run, [figures[0]])).Select(p => (p.Key, p.Value[0])).ShouldBe([(1, 3000m), (2, 2000m)]);
        (await house.Get<IReturns>().OfAsync(TestHouse.Harbour.Id, run.Id, "employer"))!.Figures.Select(f => f.Value).ShouldBe(["26000.00", "120/HV1"]);
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
    public async Task A_figure_counts_the_pay_dates_that_it_says_and_leaves_out_what_was_brought()
    {
        await using var house = await HouseAsync();
        await OpeningBalanceTests.BringAsync(house, "employee_number,paid_up_to,gross_pay,taxable_pay,tax\nE1,2026-10-30,21000.00,21000.00,2800.00\n");
        var run = await house.ReleaseAsync(await house.InReviewAsync());
        var figure = new ReportFigure("Taxable", "", "") { Lines = ["taxable_pay"] };

        (await house.Get<EmployerReports>().ByRunAsync(TestHouse.Harbour.Id, run, [figure with { From = run.PayDate }])).ShouldHaveSingleItem().Amounts[0].ShouldBe(5000m);
        (await house.Get<EmployerReports>().ByRunAsync(TestHouse.Harbour.Id, run, [figure with { From = run.PayDate.AddDays(1) }])).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_run_adds_to_a_payment_is_the_sum_of_its_lines()
    {
        await using var house = await HouseAsync();
        var run = await house.InReviewAsync();

        (await house.Get<EmployerReports>().ObligationsOfAsync(TestHouse.Harbour.Id, run, new Dictionary<string, string>())).Select(o => (o.Obligation.Key, o.Minor))
            .ShouldBe([("employer", null), ("payment", (await house.CountAsync("select sum(amount_minor) from payroll.pay_run_total where client_id = @Client and pay_run_id = @Id and line in ('tax', 'levy')", run.Id)))]);
    }

    [Fact]
    public async Task A_form_of_the_year_for_everybody_tells_of_those_whom_an_earlier_run_paid_last()
    {
        await using var house = await HouseAsync();
        var first = await house.ReleaseAsync(await house.InReviewAsync());
        house.People.Leave(2, new DateOnly(2026, 11, 30));
        house.Clock.Set(new DateTimeOffset(2026, 12, 20, 9, 0, 0, TimeSpan.Zero));
        await house.House.TickAsync();
        var second = (await house.RunsAsync())[1];
        (await house.Get<StartCalculation>().RunAsync(TestHouse.Harbour.Id, second.Id, PayrollHouse.Preparer)).Problem.ShouldBeNull();
        await house.CalculateAsync(second.Id);
        second = await house.RunAsync(second.Id);

        (await PeopleAsync(house, second, "everybody")).ShouldBe([("E1", "6000.00"), ("E2", "2000.00")]);
        (await PeopleAsync(house, first, "everybody")).ShouldBe([("E1", "3000.00"), ("E2", "2000.00")]);
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

        Names(house, runs[0]).ShouldBe(["payment", "leaver", "everybody", "employer"]);
        Names(house, runs[1]).ShouldBe(["payment", "leaver", "year", "everybody", "employer"]);

        static IEnumerable<string> Names(PayrollHouse house, PayRun run) => house.Get<ReadReturns>().ReportsOf(run, new Dictionary<string, string> { ["paye_reference"] = "120/HV1" }).Select(r => r.Name);
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
