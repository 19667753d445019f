using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Kernel.Tests.Money;

public class MoneyTests
{
    private static readonly Currency Pounds = Currency.FromCode("GBP");

    [Fact]
    public void Split_loses_nothing_and_gives_each_share_within_a_penny_of_its_proportion() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            ArbMap.Default.ArbFor<NonEmptyArray<byte>>().Filter(r => r.Get.Any(b => b > 0)),
            (minor, ratios) =>
            {
                var amount = Kernel.Money.FromMinor(minor, Pounds);
                var weights = ratios.Get.Select(b => (decimal)b).ToArray();
                var shares = amount.Split(weights);
                return shares.Sum(s => s.Amount) == amount.Amount
                    && shares.Zip(weights).All(p => Math.Abs(p.First.Amount - amount.Amount * p.Second / weights.Sum()) < 0.01m)
                    && shares.Zip(weights).All(p => p.Second > 0 || p.First.Amount == 0);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Minor_units_round_trip() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>().Filter(m => Math.Abs(m) < 1_000_000_000_000_000), minor => Kernel.Money.FromMinor(minor, Pounds).ToMinor() == minor).QuickCheckThrowOnFailure();

    [Fact]
    public void Minor_units_are_the_amount_moved_to_the_point_and_rounded_half_away_from_zero() =>
        Prop.ForAll(ArbMap.Default.ArbFor<decimal>().Filter(a => Math.Abs(a) < 1_000_000_000_000_000m), ArbMap.Default.ArbFor<byte>(), (any, places) =>
            new[] { "GBP", "VND", "KWD" }.Select(Currency.FromCode).All(currency =>
            {
                var amount = decimal.Round(any / 7, places % 7);
                var exact = amount * (currency.Decimals switch { 0 => 1, 2 => 100, _ => 1000 });
                return currency.ToMinor(amount, out var isWhole) == decimal.Round(exact, MidpointRounding.AwayFromZero) && isWhole == decimal.IsInteger(exact);
            })).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_rounds_unless_asked()
    {
        var third = new Kernel.Money(10m, Pounds) * (1m / 3m);

        Should.Throw<InvalidOperationException>(() => third.ToMinor()).Message.ShouldContain("Round it first");
        third.Round(MidpointRounding.AwayFromZero).ToMinor().ShouldBe(333);
    }

    [Fact]
    public void Currencies_never_mix()
    {
        var pounds = new Kernel.Money(1m, Pounds);
        var euros = new Kernel.Money(1m, Currency.FromCode("EUR"));

        Should.Throw<InvalidOperationException>(() => pounds + euros);
        Should.Throw<InvalidOperationException>(() => pounds < euros);
        (pounds == euros).ShouldBeFalse();
    }

    [Theory]
    [InlineData("GBP", 123456, "1234.56 GBP")]
    [InlineData("VND", 123456, "123456 VND")]
    [InlineData("KWD", 123456, "123.456 KWD")]
    [InlineData("SEK", 123456, "1234.56 SEK")]
    public void A_currency_knows_its_minor_units(string code, long minor, string text) => Kernel.Money.FromMinor(minor, Currency.FromCode(code)).ToString().ShouldBe(text);

    [Fact]
    public void An_unknown_currency_is_named() => Should.Throw<ArgumentException>(() => Currency.FromCode("GBX")).Message.ShouldContain("GBX");
}
