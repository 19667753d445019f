namespace Bureau.Jurisdictions;

/// <summary>
/// Finds the gross that leads to a net, with the pack that will calculate the payslip. A penny more of gross raises net pay by at most a penny,
/// because no deduction falls when pay rises; so between a gross that is too low and one that is too high there is one that is exact.
/// </summary>
public static class GrossUp
{
    private const decimal Most = 100_000_000m;

    /// <param name="payCase">The case without the payment; its amount of <paramref name="item"/> is replaced while searching and restored.</param>
    /// <param name="item">Earning to be found, e.g. <c>bonus</c>.</param>
    /// <param name="net">Net pay wanted, to the penny.</param>
    /// <returns>The amount of the earning.</returns>
    /// <exception cref="RulePackException">No amount from zero to a hundred million leads to this net pay, or the item is not an earning.</exception>
    public static decimal Find(PayCase payCase, string item, decimal net)
    {
        var pack = payCase.Pack;
        var ordinal = pack.PayItems.Ordinal(item);
        if (pack.PayItems[ordinal].Kind != PayItemKind.Earning) throw new RulePackException(item, $"'{item}' is not an earning, so net pay cannot be reached with it.");
        if (net != decimal.Round(net, 2)) throw new RulePackException("net", "The net pay wanted has fractions of a penny.");

        var before = payCase.Pay[ordinal];
        var result = new PayResult(pack);
        try
        {
            if (NetOf(0) > net) throw new RulePackException("net", $"Net pay is above {net} even without '{item}'.");
            var (low, high) = (0m, 1m);
            while (NetOf(high) < net)
            {
                low = high;
                high *= 2;
                if (high > Most) throw new RulePackException("net", $"No amount of '{item}' leads to net pay of {net}.");
            }

            // Net of low is at most, net of high at least what is wanted; neighbours a penny apart cannot both miss it.
            while (high - low > 0.01m)
            {
                var middle = decimal.Round((low + high) / 2, 2, MidpointRounding.ToZero);
                if (NetOf(middle) >= net) high = middle;
                else low = middle;
            }

            if (NetOf(low) == net) return low;
            return NetOf(high) == net ? high : throw new RulePackException("net", $"No amount of '{item}' leads to net pay of exactly {net}.");
        }
        finally
        {
            payCase.Pay[ordinal] = before;
        }

        decimal NetOf(decimal amount)
        {
            payCase.Pay[ordinal] = amount;
            pack.Calculate(payCase, result);
            return NetPay.Of(payCase, result);
        }
    }
}
