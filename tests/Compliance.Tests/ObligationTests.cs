using System.Globalization;
using Bureau.Compliance.Contracts;
using Bureau.Compliance.Obligations;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Payroll.Contracts;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Compliance.Tests;

public class ObligationTests
{
    private static readonly ClientId Client = TestHouse.Harbour.Id;
    private static readonly Actor Officer = TestHouse.Person(9, "Olu Carr", Role.ComplianceOfficer);
    private static readonly DateOnly Payday = new(2026, 11, 27);

    [Theory, OnEachEngine]
    public async Task A_release_feeds_what_its_pay_date_obliges_to(Engine engine)
    {
        await using var house = await StartAsync(engine);
        await Release(house, 1, Payday, tax: 100_000, ni: 60_050, pension: 30_000);

        var fed = await house.Get<IObligations>().OfRunAsync(Client, 1);

        (string, string, DateOnly, long?)[] expected =
        [
            ("fps", "2026-11-27", new(2026, 11, 27), null),
            ("eps", "2026-27/08", new(2026, 12, 19), null),
            ("hmrc_payment", "2026-27/08", new(2026, 12, 22), 160_050),
            ("pension_payment", "2026-11", new(2026, 12, 22), 30_000),
        ];
        expected.ShouldBeSubsetOf(fed.Select(o => (o.Key, o.PeriodKey, o.DueOn, o.AmountMinor)));
        fed.Select(o => o.DueOn).ShouldBeInOrder();
        fed.ShouldAllBe(o => o.Currency == "GBP");
    }

    [Fact]
    public async Task Runs_of_one_period_and_employer_add_up_and_each_counts_once()
    {
        await using var house = await StartAsync();
        await Release(house, 1, Payday, tax: 100_000);
        await Release(house, 2, new(2026, 12, 4), tax: 20_001);
        await Release(house, 1, Payday, tax: 100_000);
        await Release(house, 3, new(2026, 12, 11), tax: 7);
        await Release(house, 4, Payday, tax: 5, legalEntity: 78);

        var open = await house.Get<IObligations>().OpenAsync(Client, new(2027, 3, 31));

        open.Where(o => o.Key == "hmrc_payment").Select(o => (o.PeriodKey, o.AmountMinor)).ShouldBe([("2026-27/08", 120_001), ("2026-27/08", 5), ("2026-27/09", 7)]);
        open.Count(o => o.Key == "fps").ShouldBe(4);
        (await house.Get<IObligations>().OpenAsync(Client, new(2026, 12, 10))).Select(o => o.Key).Distinct().ShouldBe(["fps"]);
    }

    [Fact]
    public async Task An_obligation_collects_until_no_pay_date_can_feed_it_and_a_report_due_on_payday_is_ready_at_once()
    {
        await using var house = await StartAsync();
        await Release(house, 1, Payday, tax: 100_000);

        var states = await States(house);
        states["fps"].ShouldBe("ready");
        states.Where(s => s.Key != "fps").ShouldAllBe(s => s.Value == "collecting");
        states.Count.ShouldBeGreaterThan(3);
        house.Clock.Set(new(2026, 12, 1, 0, 30, 0, TimeSpan.Zero));
        (await States(house))["pension_payment"].ShouldBe("nothing-to-pay", "nobody paid into a pension");
        house.Clock.Set(new(2026, 12, 5, 23, 30, 0, TimeSpan.Zero));
        (await States(house))["hmrc_payment"].ShouldBe("collecting");
        house.Clock.Set(new(2026, 12, 6, 0, 30, 0, TimeSpan.Zero));
        (await States(house))["hmrc_payment"].ShouldBe("ready");
    }

    [Fact]
    public async Task A_quarterly_payer_has_one_payment_for_three_tax_months()
    {
        await using var house = await StartAsync();
        foreach (var (run, month) in new[] { (1, 10), (2, 11), (3, 12) }) await Release(house, run, new(2026, month, 27), tax: 1000, employer: new() { ["hmrc_payment_frequency"] = "quarterly" });

        var payment = (await house.Get<IObligations>().OpenAsync(Client, DateOnly.MaxValue)).Single(o => o.Key == "hmrc_payment");

        payment.AmountMinor.ShouldBe(3000);
        payment.DueOn.ShouldBe(new DateOnly(2027, 1, 22));
    }

    [Fact]
    public async Task What_is_marked_as_paid_is_known_to_reports_by_pay_date()
    {
        await using var house = await StartAsync();
        await Release(house, 1, Payday, tax: 100_000);
        var read = house.Get<ReadObligations>();
        house.Clock.Set(new(2026, 12, 7, 9, 0, 0, TimeSpan.Zero));
        (await read.PaidAsync(Client, 77, Payday)).ShouldBeEmpty();

        (await house.Get<CompleteObligation>().HandleAsync(Client, (await Payment(house)).Id, "BACS 77", 1, Officer)).ShouldBeEmpty();

        (await read.PaidAsync(Client, 77, Payday)).ShouldBe([new("hmrc_payment", Payday, 100_000)]);
        (await read.PaidAsync(Client, 77, Payday.AddDays(-1))).ShouldBeEmpty();
        (await read.PaidAsync(Client, 78, Payday)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Done_needs_a_reference_the_end_of_collecting_and_the_amount_that_was_seen()
    {
        await using var house = await StartAsync();
        await Release(house, 1, Payday, tax: 100_000);
        var complete = house.Get<CompleteObligation>();
        var payment = await Payment(house);

        (await complete.HandleAsync(Client, payment.Id, " ", 1, Officer)).ShouldHaveSingleItem().Message.ShouldStartWith("Reference: write");
        (await complete.HandleAsync(Client, payment.Id, "FPS-1", 1, Officer)).ShouldHaveSingleItem().Message.ShouldContain("still collects pay dates up to 5 Dec 2026");
        house.Clock.Set(new(2026, 12, 7, 9, 0, 0, TimeSpan.Zero));
        await Release(house, 2, new(2026, 12, 4), tax: 1);
        (await complete.HandleAsync(Client, payment.Id, "BACS 77", 1, Officer)).ShouldHaveSingleItem().Message.ShouldContain("changed meanwhile");
        (await complete.HandleAsync(Client, payment.Id, "BACS 77", 2, Officer)).ShouldBeEmpty();
        (await complete.HandleAsync(Client, payment.Id, "BACS 78", 2, Officer)).ShouldHaveSingleItem().Message.ShouldContain("changed meanwhile");

        (await house.Get<IObligations>().OfRunAsync(Client, 1)).Single(o => o.Key == "hmrc_payment").State.ShouldBe("done");
        (await house.Get<IObligations>().OpenAsync(Client, DateOnly.MaxValue)).ShouldNotContain(o => o.Key == "hmrc_payment");
    }

    [Fact]
    public async Task A_run_released_after_it_was_done_opens_it_again_and_a_mistake_can_be_taken_back_with_a_reason()
    {
        await using var house = await StartAsync();
        await Release(house, 1, Payday, tax: 100_000);
        house.Clock.Set(new(2026, 12, 7, 9, 0, 0, TimeSpan.Zero));
        var complete = house.Get<CompleteObligation>();
        var payment = await Payment(house);
        await complete.HandleAsync(Client, payment.Id, "BACS 77", 1, Officer);

        await Release(house, 2, new(2026, 12, 3), tax: 50);
        (await Payment(house)).ShouldBe(payment with { AmountMinor = 100_050, State = "ready" });
        await complete.HandleAsync(Client, payment.Id, "BACS 78", 2, Officer);
        (await complete.ReopenAsync(Client, payment.Id, "", Officer)).ShouldHaveSingleItem().Field.ShouldBe("Reason");
        (await complete.ReopenAsync(Client, payment.Id, "Bank returned it", Officer)).ShouldBeEmpty();

        (await Payment(house)).State.ShouldBe("ready");
        var audit = await house.Get<AuditTrail>().ReadAsync(house.Get<ComplianceStore>(), Client, $"obligation/{payment.Id}", 0, 10);
        audit.Select(a => (a.Action, a.ActorName)).ShouldBe(
            [("obligation.reopen", "Olu Carr"), ("obligation.complete", "Olu Carr"), ("obligation.reopen", "Bureau"), ("obligation.complete", "Olu Carr")]);
        audit[2].Details.ShouldContain("BACS 77");
    }

    [Fact]
    public async Task Where_the_report_says_what_is_due_the_runs_add_up_to_that()
    {
        var due = new Due { ["hmrc_payment"] = 0 };
        await using var house = await StartAsync(returns: due);

        await Release(house, 1, Payday, tax: 100_000);
        (await Payment(house)).AmountMinor.ShouldBe(0);
        due["hmrc_payment"] = 1200.50m;
        await Release(house, 2, new(2026, 12, 4), tax: 20_000);
        (await Payment(house)).AmountMinor.ShouldBe(1200_50);
        // A run of an earlier pay date, released late, asks for the period up to the last one.
        await Release(house, 3, new(2026, 11, 20), tax: 1);
        (await Payment(house)).AmountMinor.ShouldBe(1200_50);
        due.Asked.ShouldBe([1, 2, 2]);
    }

    private static Task<TestHouse> StartAsync(Engine engine = Engine.Sqlite, Due? returns = null) =>
        TestHouse.StartAsync(engine, s => s.AddSingleton<IReturns>(returns ?? []), new ComplianceModule());

    /// <summary>What the reports say is due, by obligation; and of which runs it was asked for the payment to HMRC.</summary>
    private sealed class Due : Dictionary<string, decimal>, IReturns
    {
        public List<long> Asked { get; } = [];

        public Task<Return?> OfAsync(ClientId client, long payRunId, string report, IReadOnlyList<PaidToAuthority>? paid, CancellationToken ct = default)
        {
            if (report == "hmrc_payment") Asked.Add(payRunId);
            return Task.FromResult(TryGetValue(report, out var due) ? new Return("Report", [new("Due", due.ToString("0.00", CultureInfo.InvariantCulture), "To pay", IsDue: true)]) : null);
        }
    }

    private static async Task<Dictionary<string, string>> States(TestHouse house) =>
        (await house.Get<IObligations>().OfRunAsync(Client, 1)).ToDictionary(o => o.Key, o => o.State);

    private static async Task<ObligationStatus> Payment(TestHouse house) =>
        (await house.Get<IObligations>().OfRunAsync(Client, 1)).Single(o => o.Key == "hmrc_payment");

    /// <summary>Told as Payroll tells it: through an outbox, delivered by the dispatcher.</summary>
    private static async Task Release(TestHouse house, long run, DateOnly payDate, long tax = 0, long ni = 0, long pension = 0, long legalEntity = 77, Dictionary<string, string>? employer = null)
    {
        await using (var unit = await house.Get<ComplianceStore>().BeginAsync(Client))
        {
            var totals = new Dictionary<string, long> { ["income_tax"] = tax, ["employee_nic"] = ni, ["employee_pension"] = pension, ["gross_pay"] = 1_000_000, ["net_pay"] = 700_000 };
            await unit.PublishAsync(new PayRunReleased(Client.Value, run, 5, legalEntity, "GB", "GBP", payDate, 12, totals, employer ?? [], "seal"));
            await unit.CommitAsync();
        }
        await house.SettleAsync();
    }
}
