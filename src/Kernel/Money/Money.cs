using System.Globalization;

namespace Bureau.Kernel;

/// <summary>An exact amount of one currency. Amounts of different currencies never mix; nothing rounds unless asked.</summary>
public readonly record struct Money(decimal Amount, Currency Currency) : IComparable<Money>
{
    public static Money Zero(Currency currency) => new(0m, currency);

    /// <summary>From whole minor units (pence, cents), as stored.</summary>
    public static Money FromMinor(long minor, Currency currency) => new(minor / currency.Scale, currency);

    /// <summary>Whole minor units, as stored.</summary>
    /// <exception cref="InvalidOperationException">The amount has a fraction of a minor unit: round first.</exception>
    public long ToMinor() => Currency.ToMinor(Amount, out var isWhole) is var minor && isWhole ? minor : throw new InvalidOperationException($"An amount in {Currency.Code} has a fraction that cannot be paid. Round it first.");

    /// <summary>To what can be paid.</summary>
    public Money Round(MidpointRounding rounding) => this with { Amount = decimal.Round(Amount, Currency.Decimals, rounding) };

    /// <summary>
    /// Shares in proportion to the ratios, each payable, together exactly this amount: the units that rounding leaves over go one each to the largest
    /// remainders, earlier shares first.
    /// </summary>
    /// <exception cref="ArgumentException">No ratio is above zero, or one is below.</exception>
    public IReadOnlyList<Money> Split(IReadOnlyList<decimal> ratios)
    {
        if (ratios.Any(r => r < 0) || ratios.Sum() is var total && total <= 0) throw new ArgumentException("Ratios must not be negative, and one must be above zero.", nameof(ratios));
        var minor = ToMinor();
        var exact = ratios.Select(r => minor * r / total).ToArray();
        var shares = exact.Select(e => (long)decimal.Truncate(e)).ToArray();
        var left = minor - shares.Sum();
        foreach (var i in Enumerable.Range(0, shares.Length).OrderByDescending(i => Math.Abs(exact[i] - shares[i])).ThenBy(i => i).Take((int)Math.Abs(left)))
            shares[i] += Math.Sign(left);
        var currency = Currency;
        return [.. shares.Select(s => FromMinor(s, currency))];
    }

    public static Money operator +(Money a, Money b) => new(a.Amount + b.SameAs(a).Amount, a.Currency);

    public static Money operator -(Money a, Money b) => new(a.Amount - b.SameAs(a).Amount, a.Currency);

    public static Money operator -(Money a) => new(-a.Amount, a.Currency);

    public static Money operator *(Money a, decimal factor) => new(a.Amount * factor, a.Currency);

    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public int CompareTo(Money other) => Amount.CompareTo(other.SameAs(this).Amount);

    /// <summary>For data: plain decimal, dot, all minor digits.</summary>
    public override string ToString() => Amount.ToString("F" + Currency.Decimals, CultureInfo.InvariantCulture) + " " + Currency.Code;

    private Money SameAs(Money other) =>
        Currency == other.Currency ? this : throw new InvalidOperationException($"{Currency.Code} and {other.Currency.Code} cannot be reckoned together.");
}
