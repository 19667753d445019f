namespace Bureau.Jurisdictions.US;

/// <summary>Items withheld before tax that a law leaves out of wages.</summary>
[Flags]
internal enum Pretax
{
    None = 0,
    Deferrals = 1,
    Health = 2,
    HealthSavings = 4,
    DependentCare = 8,
    Commuter = 16,
    /// <summary>Cafeteria plan and commuter benefits: outside Social Security, Medicare and federal unemployment wages.</summary>
    Benefits = Health | HealthSavings | DependentCare | Commuter,
    All = Deferrals | Benefits,
}

/// <summary>Pay of one period added up by kind. Dollars.</summary>
internal readonly record struct Wages(
    decimal Cash, decimal Regular, decimal Supplemental, decimal Bonus, decimal GroupTermLife,
    decimal Deferrals, decimal Health, decimal HealthSavings, decimal DependentCare, decimal Commuter)
{
    /// <summary>All earnings, those not paid in cash included.</summary>
    public decimal Gross => Regular + Supplemental + Bonus;

    /// <param name="deferralsNotTaken">Part of the elected deferrals before tax that is above the annual limit.</param>
    public static Wages Of(PayCase pay, decimal deferralsNotTaken)
    {
        var (cash, regular, supplemental, bonus, life) = (0m, 0m, 0m, 0m, 0m);
        var (deferrals, health, savings, care, commuter) = (-deferralsNotTaken, 0m, 0m, 0m, 0m);
        var amounts = pay.Pay;
        for (var i = 0; i < amounts.Length; i++)
        {
            var amount = amounts[i];
            if (amount == 0) continue;
            switch (PayItems.CategoryOf[i])
            {
                case Category.Regular: regular += amount; cash += amount; break;
                case Category.Supplemental: supplemental += amount; cash += amount; break;
                case Category.Bonus: bonus += amount; cash += amount; break;
                case Category.NotCash: regular += amount; break;
                case Category.GroupTermLife: life += amount; break;
                case Category.Deferral: deferrals += amount; break;
                case Category.Health: health += amount; break;
                case Category.HealthSavings: savings += amount; break;
                case Category.DependentCare: care += amount; break;
                case Category.Commuter: commuter += amount; break;
                case Category.AfterTax: break;
            }
        }

        return new(cash, regular, supplemental, bonus, life, deferrals, health, savings, care, commuter);
    }

    /// <summary>Sum of the items that a law leaves out.</summary>
    public decimal Sum(Pretax items) =>
        ((items & Pretax.Deferrals) != 0 ? Deferrals : 0) + ((items & Pretax.Health) != 0 ? Health : 0) + ((items & Pretax.HealthSavings) != 0 ? HealthSavings : 0)
        + ((items & Pretax.DependentCare) != 0 ? DependentCare : 0) + ((items & Pretax.Commuter) != 0 ? Commuter : 0);

    /// <summary>Wages less what a law leaves out: off regular wages first, then off supplemental wages. No part is below zero.</summary>
    public TaxedWages Less(Pretax items)
    {
        var regular = Regular - Sum(items);
        if (regular >= 0 && Supplemental >= 0 && Bonus >= 0) return new(regular, Supplemental, Bonus);
        // What is taken back of one kind lowers the others.
        regular += Math.Min(0, Supplemental) + Math.Min(0, Bonus);
        var supplemental = Math.Max(0, Supplemental) + Math.Min(0, regular);
        var bonus = Math.Max(0, Bonus) + Math.Min(0, supplemental);
        return new(Math.Max(0, regular), Math.Max(0, supplemental), Math.Max(0, bonus));
    }
}

/// <summary>Wages that a tax falls on.</summary>
internal readonly record struct TaxedWages(decimal Regular, decimal Supplemental, decimal Bonus)
{
    public decimal AllSupplemental => Supplemental + Bonus;

    public decimal Total => Regular + Supplemental + Bonus;
}
