using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Web;
using Bureau.Payroll.Calculation;

namespace Bureau.Payroll.Forecasts;

/// <summary>What somebody would like to try out on their pay; null = as it is.</summary>
/// <param name="PensionRate">Own contribution as a fraction.</param>
/// <param name="WorkedShare">Share of the pay and hours of now, e.g. 0.8 for four days instead of five.</param>
/// <param name="Bonus">Major units, once.</param>
internal sealed record PayIdea(decimal? PensionRate, decimal? WorkedShare, decimal? Bonus)
{
    // By convention of every pack, as for basic pay.
    public const string PensionField = "pension_employee_rate", BonusItem = "bonus";
    private const string HoursField = "hours_in_period";

    public bool IsNone => this is { PensionRate: null, WorkedShare: null, Bonus: null };

    /// <summary>The plan by share of pay whose contribution can be tried: the person's, else the first that employers may offer; null where there is none.</summary>
    public static PlanType? PlanOf(FrozenInput input, IRulePack pack)
    {
        var types = pack.PlanTypes.Where(t => t.ByShare).ToList();
        return types.FirstOrDefault(t => input.Pay.Any(p => p.Item == t.Item)) ?? types.FirstOrDefault();
    }

    /// <summary>Whether there is a pension of this person's to change.</summary>
    public static bool HasPension(FrozenInput input, IRulePack pack) =>
        pack.EmployeeFields.TryGet(PensionField, out _) && input.Fields.Any(f => f.Key == "pension_scheme" && f.Value != "none");

    /// <summary>Changes the input as if it had been so. Pay is rounded half up to what can be paid.</summary>
    public void Apply(FrozenInput input, IRulePack pack)
    {
        var plan = PlanOf(input, pack);
        var gross = FreezeEmployee.GrossMinor(input, pack);
        if (PensionRate is { } rate && HasPension(input, pack)) Set(input, pack, PensionField, rate);
        if (WorkedShare is { } share)
        {
            for (var i = 0; i < input.Pay.Count; i++)
                if (input.Pay[i] is { Item: FreezeEmployee.BasicPay } pay)
                    input.Pay[i] = pay with { AmountMinor = (long)decimal.Round(pay.AmountMinor * share, MidpointRounding.AwayFromZero), Units = pay.Units * share, Parts = null };
            if (input.Fields.FirstOrDefault(f => f.Key == HoursField).Value is { } hours) Set(input, pack, HoursField, decimal.Round(decimal.Parse(hours, CultureInfo.InvariantCulture) * share, 2));
        }
        if (Bonus is { } bonus && pack.PayItems.TryGet(BonusItem, out var item))
            input.Pay.Add(new(item.Name, item.Label, new Money(bonus, Currency.FromCode(pack.Currency)).Round(MidpointRounding.AwayFromZero).ToMinor()));
        Shares(input, pack, plan, gross);
    }

    /// <summary>What is a share of pay follows the pay, or is the share that is tried.</summary>
    private void Shares(FrozenInput input, IRulePack pack, PlanType? plan, long before)
    {
        var gross = FreezeEmployee.GrossMinor(input, pack);
        if (plan is not null && PensionRate is { } rate)
        {
            var label = input.Pay.FirstOrDefault(p => p.Item == plan.Item).Label ?? plan.Label;
            input.Pay.RemoveAll(p => p.Item == plan.Item);
            input.Pay.Add(new(plan.Item, label, FreezeEmployee.Share(gross, rate)));
        }
        if (gross == before || before <= 0) return;
        for (var i = 0; i < input.Pay.Count; i++)
            if (input.Pay[i] is { Fixed: false } pay && pack.PlanTypes.Any(t => t.ByShare && t.Item == pay.Item) && (pay.Item != plan?.Item || PensionRate is null))
                input.Pay[i] = pay with { AmountMinor = FreezeEmployee.Share(gross, (decimal)pay.AmountMinor / before) };
    }

    /// <summary>Fields stay in the order of the pack, as the freeze writes them.</summary>
    private static void Set(FrozenInput input, IRulePack pack, string field, decimal value)
    {
        var text = value.ToString("0.####", CultureInfo.InvariantCulture);
        var at = input.Fields.FindIndex(f => f.Key == field);
        if (at >= 0) input.Fields[at] = new(field, text);
        else input.Fields.Insert(input.Fields.Count(f => pack.EmployeeFields.Ordinal(f.Key) < pack.EmployeeFields.Ordinal(field)), new(field, text));
    }
}

/// <summary>The same as typed into the form.</summary>
internal sealed record TypedPayIdea(string? Pension, string? DaysNow, string? DaysThen, string? Bonus)
{
    /// <summary>The idea, or null and every problem: name of the field and what to do about it.</summary>
    public (PayIdea? Idea, IReadOnlyList<(string Field, string Message)> Problems) Read(Wording words)
    {
        var problems = new List<(string, string)>();
        var pension = Number(nameof(Pension), Pension, 0, 100, words["Pension: write a percentage from 0 to 100, such as 6."]);
        var now = Number(nameof(DaysNow), DaysNow, 0.5m, 7, words["Days now: write a number of days from 0.5 to 7."]);
        var then = Number(nameof(DaysThen), DaysThen, 0.5m, 7, words["Days then: write a number of days from 0.5 to 7."]);
        var bonus = Number(nameof(Bonus), Bonus, 0.01m, 1_000_000m, words["Bonus: write an amount above zero, such as 500."]);
        if (problems.Count == 0 && then is not null && now is null) problems.Add((nameof(DaysNow), words["Days now: write how many days a week you work now."]));
        if (problems.Count > 0) return (null, problems);
        var idea = new PayIdea(pension / 100, then is null || then == now ? null : then / now, bonus);
        return idea.IsNone ? (null, [(nameof(Pension), words["Write at least one thing that would be different."])]) : (idea, []);

        decimal? Number(string field, string? text, decimal least, decimal most, string message)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            if (decimal.TryParse(text.Trim(' ', '%', '£', '$', '€'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
            problems.Add((field, message));
            return null;
        }
    }
}
