using System.Globalization;
using Bureau.Jurisdictions.US.States;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Jurisdictions.Tests.US;

public sealed class PropertyTests
{
    private static readonly Gen<decimal> Amount =
        Gen.Frequency((1, Gen.Constant(0m)), (6, Gen.Choose(0, 900_000).Select(p => p / 100m)), (1, Gen.Choose(0, 60_000_000).Select(p => p / 100m)));

    /// <summary>Frequencies for which every covered authority prints a table.</summary>
    private static readonly PayFrequency[] Common = [PayFrequency.Weekly, PayFrequency.Fortnightly, PayFrequency.SemiMonthly, PayFrequency.Monthly];

    /// <summary>Cases that mix everything that the pack knows: any covered state, any certificate, any deduction.</summary>
    private static readonly Gen<PayCase> Any =
        from day in Gen.Choose(0, 333)
        from frequency in Gen.Elements(Common)
        from state in Gen.Elements(StateTaxes.Covered.ToArray())
        from seed in Gen.Choose(0, int.MaxValue)
        from regular in Amount
        from bonus in Amount
        from commission in Amount
        select Filled(Us.Paid(new DateOnly(2026, 1, 2).AddDays(day), frequency, regular, state).Pay("bonus", bonus).Pay("commission", commission), new Random(seed));

    private static readonly Config Fewer = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void With_and_without_explanation_the_figures_are_the_same() =>
        Check.One(Fewer, Prop.ForAll(Any.ToArbitrary(), pay => pay.Calculate().Amounts.SequenceEqual(pay.Calculate(new Trace()).Amounts)));

    [Fact]
    public void The_steps_of_each_line_add_up_to_the_line() => Check.One(Fewer, Prop.ForAll(Any.ToArbitrary(), pay =>
    {
        var trace = new Trace();
        var result = pay.Calculate(trace);
        var told = trace.Steps.GroupBy(s => s.Line).ToDictionary(g => g.Key, g => g.Sum(s => s.Contributes));
        foreach (var line in Us.Pack.Lines) told.GetValueOrDefault(line.Name).ShouldBe(result[line.Name], line.Name);
        told.Keys.ShouldBeSubsetOf(Us.Pack.Lines.Select(l => l.Name));
    }));

    [Fact]
    public void A_result_can_be_used_again() => Check.One(Fewer, Prop.ForAll(Any.Two().ToArbitrary(), two =>
    {
        var result = new PayResult(Us.Pack);
        Us.Pack.Calculate(two.Item1, result);
        Us.Pack.Calculate(two.Item2, result);
        return result.Amounts.SequenceEqual(two.Item2.Calculate().Amounts);
    }));

    [Fact]
    public void More_pay_never_lowers_a_tax() => Check.One(Fewer, Prop.ForAll((from pay in Any from more in Gen.Choose(1, 500_000) select (pay, more / 100m)).ToArbitrary(), given =>
    {
        var (pay, more) = given;
        for (var order = 1; order <= 4; order++) pay.With($"order_{order}_kind", null);
        var before = pay.Calculate();
        // With flat rates, pay that turns up beside a bonus moves the bonus into California's schedule.
        var regular = pay.Pay[Us.Pack.PayItems.Ordinal("regular")];
        if (regular == 0) return;
        var after = pay.Pay("regular", regular + more).Calculate();
        foreach (var line in Us.Pack.Lines.Where(l => l.Kind != LineKind.Base)) after[line.Name].ShouldBeGreaterThanOrEqualTo(before[line.Name], line.Name);
    }));

    [Fact]
    public void Orders_never_take_more_than_is_left() => Check.One(Fewer, Prop.ForAll(Any.ToArbitrary(), pay =>
    {
        var result = pay.Calculate();
        var orders = Enumerable.Range(1, 4).Select(n => result[$"order_{n}"]).ToList();
        var taxes = Us.Pack.Lines.Where(l => l.Kind == LineKind.EmployeeDeduction && !l.Name.StartsWith("order_", StringComparison.Ordinal) && l.Lowers is null).Sum(l => result[l.Name]);
        var cash = Us.Pack.PayItems.Where(i => i.Kind == PayItemKind.Earning).Sum(i => pay.Pay[Us.Pack.PayItems.Ordinal(i.Name)]);
        orders.ShouldAllBe(o => o >= 0);
        orders.Sum().ShouldBeLessThanOrEqualTo(Math.Max(0, cash - taxes));
    }));

    [Fact]
    public void Wages_of_the_year_reach_each_base_however_pay_is_split() => Check.One(Fewer, Prop.ForAll(Amount.ArrayOf(12).ToArbitrary(), pays =>
    {
        var toDate = new decimal[Us.Pack.Lines.Count];
        foreach (var pay in pays) toDate = toDate.Plus(Us.Paid(new(2026, 5, 29), PayFrequency.Monthly, pay, "CA").After(toDate).Calculate());
        decimal Of(string line) => toDate[Us.Pack.Lines.Ordinal(line)];

        Of("social_security_wages").ShouldBe(Math.Min(pays.Sum(), 184_500));
        Of("medicare_wages").ShouldBe(pays.Sum());
        Of("futa_wages").ShouldBe(Math.Min(pays.Sum(), 7_000));
        Of("ca_futa_wages").ShouldBe(Of("futa_wages"));
        Of("employee_additional_medicare").ShouldBe(Math.Max(0, pays.Sum() - 200_000) * 0.009m, 0.06m);
        Of("employee_social_security").ShouldBe(Math.Min(pays.Sum(), 184_500) * 0.062m, 0.06m);
    }));

    [Fact]
    public void Deferrals_of_the_year_stop_at_the_limit_however_they_are_split() => Check.One(Fewer, Prop.ForAll(Gen.Choose(0, 500_000).Select(c => c / 100m).ArrayOf(24).ToArbitrary(), elected =>
    {
        var toDate = new decimal[Us.Pack.Lines.Count];
        foreach (var amount in elected) toDate = toDate.Plus(Us.Biweekly(9_000).Pay("retirement_401k", amount).After(toDate).Calculate());

        toDate[Us.Pack.Lines.Ordinal("reported_retirement_401k")].ShouldBe(Math.Min(elected.Sum(), 24_500));
        toDate[Us.Pack.Lines.Ordinal("retirement_401k_not_taken")].ShouldBe(-Math.Max(0, elected.Sum() - 24_500));
    }));

    [Fact]
    public void Gross_up_leads_back_to_the_net() => Check.One(Fewer, Prop.ForAll((from gross in Gen.Choose(50_000, 1_500_000) from state in Gen.Elements("TX", "IL", "NY") select (gross / 100m, state)).ToArbitrary(), given =>
    {
        var (gross, state) = given;
        var pay = Us.Biweekly(gross, state);
        var net = NetPay.Of(pay, pay.Calculate());

        var found = GrossUp.Find(pay, "regular", net);

        pay.Pay("regular", found);
        NetPay.Of(pay, pay.Calculate()).ShouldBe(net);
        found.ShouldBe(gross, 0.10m);
    }));

    private static PayCase Filled(PayCase pay, Random random)
    {
        foreach (var field in Us.Pack.EmployeeFields)
        {
            // Federal tables of old forms know no head of household; these have tests of their own.
            if (field.Name is "work_state" or "residence_state" or "withhold_for_residence_state" or "in_county_of_residence" or "ssn" || random.Next(3) == 0) continue;
            pay.With(field.Name, field.Type switch
            {
                FieldType.Choice => field.Choices[random.Next(field.Choices.Count)].Value,
                FieldType.YesNo => random.Next(2) == 0 ? "true" : "false",
                FieldType.WholeNumber => random.Next(field.Name == "age" ? 70 : 13).ToString(CultureInfo.InvariantCulture),
                FieldType.Rate => field.Name == "az_withholding_rate" ? "0.025" : (random.Next(101) / 100m).ToString(CultureInfo.InvariantCulture),
                FieldType.Amount => (random.Next(30_000) / 100m).ToString(CultureInfo.InvariantCulture),
                FieldType.Date => new DateOnly(1960 + random.Next(40), 1 + random.Next(12), 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                _ => null,
            });
        }

        if (pay.Fields[Us.Pack.EmployeeFields.Ordinal("w4_version")] == "pre_2020" && pay.Fields[Us.Pack.EmployeeFields.Ordinal("filing_status")] == "head_of_household") pay.With("filing_status", "single");
        for (var order = 1; order <= 4; order++) pay.With($"order_{order}_exempt_amount", 300);
        foreach (var field in Us.Pack.EmployerFields.Where(f => f.Type == FieldType.Choice)) pay.Employer(field.Name, field.Choices[random.Next(field.Choices.Count)].Value);
        // Now and then something is taken back.
        foreach (var item in Us.Pack.PayItems.Where(i => i.Name != "regular"))
            if (random.Next(item.Kind == PayItemKind.Earning ? 12 : 4) == 0) pay.Pay(item.Name, random.Next(-2_000, 20_000) / 100m);
        foreach (var line in Us.Pack.Lines.Where(l => l.Kind == LineKind.Base))
            if (random.Next(3) == 0) pay.ToDate(line.Name, random.Next(25_000_000) / 100m);
        return pay;
    }
}
