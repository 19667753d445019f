using Bureau.Kernel.Web;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Forecasts;
using Bureau.Payroll.Payslips.Document;
using Bureau.Payroll.Tests.Runs;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Forecasts;

public class TryPayTests
{
    private static readonly Wording English = new("en", []);

    private static async Task<(PayrollHouse House, FrozenPayslip Payslip)> StartAsync()
    {
        var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 300_000m);
        var run = await house.InReviewAsync();
        return (house, (await house.Get<TryPay>().OpenAsync(TestHouse.Harbour.Id, run.Id, 1)).ShouldNotBeNull());
    }

    [Fact]
    public async Task Fewer_days_and_a_bonus_are_paid_and_taxed_by_the_real_calculation()
    {
        var (house, payslip) = await StartAsync();
        await using var _ = house;
        var tried = payslip.Try(new(null, 0.8m, 500m)).Comparison.ShouldNotBeNull();

        (tried.Before.GrossPay.Amount, tried.After.GrossPay.Amount).ShouldBe((25_000_00, 20_500_00));
        // The law of nowhere takes 20 % of what is above 1,000 a period, to date.
        (tried.Before.Deductions.Single().Amount - tried.After.Deductions.Single().Amount).ShouldBe(900_00);
        tried.NetDifference.ShouldBe(-3_600_00);
    }

    [Fact]
    public async Task A_share_of_pay_can_be_tried_and_follows_the_pay()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 300_000m);
        house.People.Contributions.Add(new(1, "Our union", new Dictionary<string, string>(), new Dictionary<string, decimal>()) { Shares = new Dictionary<string, decimal> { ["union_dues"] = 0.05m } });
        var run = await house.InReviewAsync();
        var payslip = (await house.Get<TryPay>().OpenAsync(TestHouse.Harbour.Id, run.Id, 1)).ShouldNotBeNull();

        Dues(payslip.Try(new(null, 1m, null)).Comparison!.Before).ShouldBe(("Our union", 1_250_00));
        Dues(payslip.Try(new(null, 0.8m, 500m)).Comparison!.After).ShouldBe(("Our union", 1_025_00));
        Dues(payslip.Try(new(0.1m, null, null)).Comparison!.After).ShouldBe(("Our union", 2_500_00));
        Dues(payslip.Try(new(0.1m, 0.5m, null)).Comparison!.After).ShouldBe(("Our union", 1_250_00));

        static (string, long) Dues(PayslipDocument payslip) => payslip.Deductions.Where(d => d.Item == "union_dues").Select(d => (d.Label, d.Amount)).Single();
    }

    [Fact]
    public async Task A_plan_by_share_of_pay_can_be_tried_by_whoever_is_not_in_it()
    {
        var (house, payslip) = await StartAsync();
        await using var _ = house;

        payslip.Try(new(0.06m, null, null)).Comparison!.After.Deductions.Single(d => d.Item == "union_dues").Amount.ShouldBe(1_500_00);
    }

    [Fact]
    public async Task Trying_leaves_everything_as_it_was()
    {
        var (house, payslip) = await StartAsync();
        await using var _ = house;
        var before = payslip.Bytes.ToArray();
        payslip.Try(new(null, 0.5m, 1m));

        payslip.Bytes.ShouldBe(before);
        payslip.Try(new(null, 1m, null)).Comparison!.NetDifference.ShouldBe(0);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pension_is_offered_only_to_who_has_one()
    {
        var (house, payslip) = await StartAsync();
        await using var _ = house;
        PayIdea.HasPension(payslip.Input, payslip.Pack).ShouldBeFalse();
        PayIdea.HasPension(new FrozenInput { Fields = { new("pension_scheme", "net_pay") } }, Jurisdictions.RulePacks.For("GB")).ShouldBeTrue();
    }

    [Fact]
    public void A_changed_pension_rate_takes_its_place_among_the_fields_of_the_pack()
    {
        var pack = Jurisdictions.RulePacks.For("GB");
        var input = new FrozenInput { Fields = { new("tax_code", "1257L"), new("pension_scheme", "net_pay"), new("payroll_id", "7") } };
        new PayIdea(0.08m, null, null).Apply(input, pack);

        input.Fields.Select(f => f.Key).ShouldBe(["tax_code", "pension_scheme", "pension_employee_rate", "payroll_id"]);
        input.Fields[2].Value.ShouldBe("0.08");
    }

    [Theory]
    [InlineData("101", "5", "", "", "Pension")]
    [InlineData("", "5", "eight", "", "DaysThen")]
    [InlineData("", "", "4", "", "DaysNow")]
    [InlineData("", "5", "", "-3", "Bonus")]
    [InlineData("", "5", "5", "", "Pension")]
    public void What_cannot_be_tried_is_said_at_its_field(string pension, string now, string then, string bonus, string field)
    {
        var (idea, problems) = new TypedPayIdea(pension, now, then, bonus).Read(English);
        idea.ShouldBeNull();
        problems.ShouldHaveSingleItem().Field.ShouldBe(field);
    }

    [Fact]
    public void Percent_and_thousands_are_read_as_people_write_them() =>
        new TypedPayIdea("6 %", "5", "4", "£1,250.50").Read(English).Idea.ShouldBe(new PayIdea(0.06m, 0.8m, 1250.50m));
}
