using Bureau.Jurisdictions.Tests.GB;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Jurisdictions.Tests;

public sealed class GrossUpTests
{
    [Fact]
    public void The_gross_found_gives_exactly_the_net_wanted() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(
        (from net in Gen.Choose(0, 1_500_000)
         from code in Gen.Elements("1257L", "S1257L", "BR", "K475", "0T", "NT")
         from scheme in Gen.Elements("", "net_pay", "relief_at_source", "salary_sacrifice")
         from plan in Gen.Elements("", "plan_1")
         from director in Gen.Elements("none", "annual")
         select (net: net / 100m, code, scheme, plan, director)).ToArbitrary(), given =>
        {
            var pay = Gb.Monthly(4, 0, given.code).With("pension_scheme", given.scheme).With("student_loan_plans", given.plan).With("postgraduate_loan", "true").With("director_method", given.director);

            var gross = GrossUp.Find(pay, "bonus", given.net);

            pay.Pay.ShouldAllBe(a => a == 0);
            NetPay.Of(pay.Pay("bonus", gross), pay.Calculate()).ShouldBe(given.net);
        }));

    [Fact]
    public void A_bonus_is_found_on_top_of_the_salary()
    {
        var pay = Gb.Monthly(1, 2000);
        var net = NetPay.Of(pay, pay.Calculate());

        GrossUp.Find(pay, "bonus", net).ShouldBe(0);
        // 500 more in hand at 20 % tax and 8 % contributions.
        GrossUp.Find(pay, "bonus", net + 500).ShouldBeInRange(694, 695);
    }

    [Theory]
    [InlineData("bonus", 100, "even without 'bonus'")]
    [InlineData("union_dues", 2000, "is not an earning")]
    [InlineData("bonus", 2000.001, "fractions of a penny")]
    public void What_cannot_be_reached_is_refused(string item, decimal net, string problem) =>
        Should.Throw<RulePackException>(() => GrossUp.Find(Gb.Monthly(1, 2000), item, net)).Message.ShouldContain(problem);
}
