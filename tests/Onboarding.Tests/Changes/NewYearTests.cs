using System.Runtime.CompilerServices;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Changes.NewYear;
using Bureau.Onboarding.Tests.Imports;
using Bureau.Payroll.Contracts;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Onboarding.Tests;

public sealed class NewYearTests
{
    private const string People = """
        employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary,tax_code,tax_basis,previous_pay,previous_tax,order_1_kind,order_1_date,order_1_left
        H1,Ana,Silva,2020-01-06,MONTHLY,salary,42000,1257L,week1_month1,,,,,
        H2,Zoë,O'Brien,2025-10-01,WEEKLY,salary,36000,BR,cumulative,9000,1200,,,
        H3,Kit,Moss,2021-03-01,MONTHLY,salary,36000,1257L,cumulative,,,aeo_non_priority,2026-01-05,500.00
        H4,Mia,Bell,2021-03-01,MONTHLY,salary,36000,1100L,week1_month1,,,,,

        """;

    [Theory, OnEachEngine]
    public async Task What_the_law_changes_is_one_batch_from_the_first_day_of_the_year(Engine engine)
    {
        await using var desk = await DeskAsync(engine, new DateTimeOffset(2026, 3, 28, 9, 0, 0, TimeSpan.Zero));
        await desk.TakeOnAsync("employee_number,effective_from,tax_code,tax_basis\nH4,2026-04-06,1200L,cumulative\n", "changes");

        var proposals = await desk.House.Get<NewYearChanges>().ProposeAsync(desk.Client);
        proposals.ShouldSatisfyAllConditions(p => p.WhyNot.ShouldBeNull(), p => p.Year.Label.ShouldBe("2026-27"));
        proposals.People.Select(p => (p.Number, string.Join(' ', p.Changes.Select(c => $"{c.Suggestion.Field}={c.Suggestion.Value}"))))
            .ShouldBe([("H1", "tax_basis=cumulative"), ("H2", "previous_pay= previous_tax="), ("H3", "order_1_left=380.00")], "of H4 a notice has been taken over");

        var (refusal, address, changes) = await desk.House.Get<NewYearChanges>().SubmitAsync(desk.Client, desk.Hr);
        (refusal, changes).ShouldBe((null, 3));
        (await desk.House.Get<NewYearChanges>().SubmitAsync(desk.Client, desk.Hr)).ShouldSatisfyAllConditions(s => s.Address.ShouldBeNull(), s => s.Refusal.ShouldNotBeNull().ShouldContain("Nothing is left"));
        var batch = long.Parse(address!.Split("import=")[1], System.Globalization.CultureInfo.InvariantCulture);
        (await desk.House.Get<ApproveBatch>().RunAsync(desk.Hr, desk.Client, batch)).Decided.ShouldBe(0, "nobody approves their own");
        (await desk.House.Get<ApproveBatch>().RunAsync(desk.Approver, desk.Client, batch)).Decided.ShouldBe(3);
        (await desk.House.Get<NewYearChanges>().ProposeAsync(desk.Client)).People.ShouldBeEmpty();

        var (last, first) = (new DateOnly(2026, 4, 5), new DateOnly(2026, 4, 6));
        var ana = (await desk.PersonAsync("H1", last, first))!;
        (ana.On(last, "tax_basis"), ana.On(first, "tax_basis"), ana.On(first, "tax_code")).ShouldBe(("week1_month1", "cumulative", "1257L"));
    }

    [Fact]
    public async Task A_year_without_figures_is_not_begun()
    {
        await using var desk = await DeskAsync(Engine.Sqlite, new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        (await desk.House.Get<NewYearChanges>().ProposeAsync(desk.Client)).ShouldSatisfyAllConditions(p => p.Year.Label.ShouldBe("2027-28"), p => p.WhyNot.ShouldNotBeNull());
        (await desk.House.Get<NewYearChanges>().SubmitAsync(desk.Client, desk.Hr)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_may_not_submit_changes_begins_no_year()
    {
        await using var desk = await DeskAsync(Engine.Sqlite, new DateTimeOffset(2026, 4, 20, 9, 0, 0, TimeSpan.Zero));
        var before = await desk.ChangesAsync();
        (await desk.House.Get<NewYearChanges>().SubmitAsync(desk.Client, desk.Approver)).Refusal.ShouldNotBeNull().ShouldContain("may not");
        (await desk.ChangesAsync()).ShouldBe(before);
        (await desk.House.Get<NewYearChanges>().ProposeAsync(desk.Client)).Year.Label.ShouldBe("2026-27", "some weeks into the year it can still be done");
    }

    private static async Task<ImportDesk> DeskAsync(Engine engine, DateTimeOffset now)
    {
        var toDate = new ToDate();
        var desk = await ImportDesk.OpenAsync(engine, services => services.AddSingleton<IYearToDate>(toDate));
        desk.House.Clock.Set(now);
        await desk.TakeOnAsync(People);
        toDate.Of = await desk.CountAsync("select id from onboarding.employee where client_id = @Client and number = 'H3'");
        return desk;
    }

    /// <summary>120.00 were collected from one person.</summary>
    private sealed class ToDate : IYearToDate
    {
        public long Of { get; set; }

        public async IAsyncEnumerable<YearToDate> StreamAsync(ClientId client, string taxYear, [EnumeratorCancellation] CancellationToken ct = default)
        {
            taxYear.ShouldBe("2025-26");
            await Task.CompletedTask;
            yield return new(Of, new Dictionary<string, decimal> { ["order_1"] = 120m });
        }
    }
}
