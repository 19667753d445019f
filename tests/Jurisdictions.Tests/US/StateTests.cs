using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Jurisdictions.Tests.US;

public sealed class StateTests
{
    private static readonly IRulePack Pack = RulePacks.For("US");
    private static readonly string[] States = ["AK", "AZ", "CO", "FL", "GA", "IL", "IN", "KY", "MA", "MI", "NC", "NH", "NJ", "NV", "PA", "SD", "TN", "TX", "UT", "WA", "WY"];
    private static readonly PayFrequency[] PrintedEverywhere = [PayFrequency.Weekly, PayFrequency.Fortnightly, PayFrequency.SemiMonthly, PayFrequency.Monthly, PayFrequency.Annual];

    private static readonly Gen<decimal> Amount = Gen.Frequency((1, Gen.Constant(0m)), (6, Gen.Choose(0, 1_500_000).Select(c => c / 100m)), (1, Gen.Choose(0, 60_000_000).Select(c => c / 100m)));

    private static readonly Gen<PayCase> Any =
        from state in Gen.Elements(States)
        from frequency in Gen.Elements(PrintedEverywhere)
        from day in Gen.Choose(0, 364)
        from status in Gen.Elements("", "single", "married_joint", "head_of_household", "married_separate")
        from count in Gen.Choose(0, 4)
        from regular in Amount
        from bonus in Amount
        from deferral in Gen.Choose(0, 90_000).Select(c => c / 100m)
        from health in Gen.Choose(0, 40_000).Select(c => c / 100m)
        from extra in Gen.Elements("", "", "12.50")
        from flat in Gen.Elements("", "flat", "aggregate")
        from city in Gen.Elements("", "philadelphia", "detroit")
        from before in Amount
        select Everything(new PayCase(Pack) { PayDate = new DateOnly(2026, 1, 1).AddDays(day), PeriodStart = new DateOnly(2026, 1, 1).AddDays(day - 13), Frequency = frequency, Period = 1 }
            .With("work_state", state).With("residence_state", state).With("filing_status", status).Pay("regular", regular).Pay("bonus", bonus)
            .Pay("retirement_401k", deferral).Pay("section125", health).ToDate("ma_fica_retirement_deduction", Math.Min(before, 2000)).ToDate("nj_ui_wages", before)
            .ToDate("wa_pfml_wages", before).ToDate("co_famli_wages", before), count, extra, flat, city);

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1500);

    [Fact]
    public void The_steps_of_each_line_add_up_to_the_line() => Check.One(Many, Prop.ForAll(Any.ToArbitrary(), pay =>
    {
        var trace = new Trace();
        var result = pay.Calculate(trace);
        foreach (var (line, i) in Pack.Lines.Select((l, i) => (l, i)))
            trace.Steps.Where(s => s.Line == line.Name).Sum(s => s.Contributes).ShouldBe(result.Amounts[i], line.Name);
    }));

    [Fact]
    public void No_tax_is_negative_and_each_is_in_whole_cents() => Check.One(Many, Prop.ForAll(Any.ToArbitrary(), pay =>
    {
        foreach (var amount in pay.Calculate().Amounts)
        {
            amount.ShouldBeGreaterThanOrEqualTo(0);
            decimal.Round(amount, 2).ShouldBe(amount);
        }
    }));

    /// <summary>By a cent, or a dollar where a state rounds to it: a row of New Jersey's tables begins up to a cent below where the last one ends.</summary>
    [Fact]
    public void More_pay_is_never_less_tax() => Check.One(Many, Prop.ForAll(Any.ToArbitrary(), pay =>
    {
        var less = StateTaxOf(pay);
        pay.Pay("regular", pay.Pay[Pack.PayItems.Ordinal("regular")] + 100);
        StateTaxOf(pay).ShouldBeGreaterThanOrEqualTo(less - 1.01m);
    }));

    [Theory]
    [InlineData("OH", "Ohio: this rule pack has no verified withholding rules")]
    [InlineData("OR", "Oregon: this rule pack has no verified withholding rules")]
    public void A_state_without_verified_rules_is_refused_by_name(string state, string reason)
    {
        var pay = Fortnightly("2026-03-13", state);
        Should.Throw<RulePackException>(() => pay.Calculate()).Message.ShouldStartWith(reason);
        Pack.Check(pay).Single(f => f.Blocks).Message.ShouldStartWith(reason);
    }

    [Theory]
    [InlineData("MA", "family and medical leave")]
    [InlineData("CO", "allowance without a Form DR 0004")]
    public void What_is_not_verified_for_2025_blocks_payment(string state, string what)
    {
        Pack.Check(Fortnightly("2025-03-14", state)).Single(f => f.Blocks).Message.ShouldContain(what);
        Pack.Check(Fortnightly("2026-03-13", state)).ShouldNotContain(f => f.Blocks);
    }

    [Fact]
    public void The_allowance_of_a_Colorado_form_is_enough_in_2025() =>
        Pack.Check(Fortnightly("2025-03-14", "CO").With("co_annual_withholding_allowance", 14000m)).ShouldNotContain(f => f.Blocks);

    [Theory]
    [InlineData("2025-06-30", "PA", "work_locality", "philadelphia", "Philadelphia")]
    [InlineData("2025-09-12", "MI", "work_locality", "detroit", "Detroit")]
    [InlineData("2025-09-12", "IN", "in_county_of_residence", "49", "Indiana: county rates")]
    public void A_city_or_county_without_figures_of_the_day_is_refused(string payDate, string state, string field, string value, string names) =>
        Should.Throw<RulePackException>(() => Fortnightly(payDate, state).With(field, value).Calculate()).Message.ShouldContain(names);

    [Fact]
    public void Nothing_is_carried_into_a_year_without_figures()
    {
        foreach (var state in States.Except(["AK", "FL", "NH", "NV", "SD", "TN", "TX", "WY"]))
            Should.Throw<RulePackException>(() => Fortnightly("2027-01-08", state).Calculate());
    }

    /// <summary>IL-700-T: 2,925 ÷ 365 is 8.01 a day.</summary>
    [Fact]
    public void Illinois_divides_the_allowances_of_a_daily_payroll_by_the_days_of_the_year()
    {
        var pay = Fortnightly("2026-03-13", "IL").With("il_basic_allowances", 1);
        pay.Frequency = PayFrequency.Daily;
        pay.Pay("regular", 208.01m).Calculate()["il_income_tax"].ShouldBe(9.90m);
    }

    [Theory]
    [InlineData("2026-06-12", "2026-05-25", 45)]
    [InlineData("2026-06-12", "2026-06-01", 44)]
    public void Utah_goes_by_the_beginning_of_the_pay_period(string payDate, string periodStart, int tax)
    {
        var pay = Fortnightly(payDate, "UT");
        (pay.Frequency, pay.PeriodStart) = (PayFrequency.Weekly, DateOnly.Parse(periodStart, System.Globalization.CultureInfo.InvariantCulture));
        pay.Pay("regular", 989).Calculate()["ut_income_tax"].ShouldBe(tax);
    }

    [Fact]
    public void Ten_dollars_of_local_services_tax_are_taken_at_once_and_never_twice()
    {
        var pay = Fortnightly("2026-03-13", "PA").With("pa_local_services_tax_annual", 10m);
        pay.Calculate()["pa_local_services_tax"].ShouldBe(10);
        pay.ToDate("pa_local_services_tax", 10).Calculate()["pa_local_services_tax"].ShouldBe(0);
    }

    [Fact]
    public void A_Massachusetts_bonus_above_the_threshold_of_the_year_is_taxed_at_the_higher_rate()
    {
        var pay = Fortnightly("2026-03-13", "MA").Pay("regular", 0).Pay("bonus", 1_200_000).ToDate("ma_fica_retirement_deduction", 2000);
        pay.Employer[Pack.EmployerFields.Ordinal("supplemental_method")] = "flat";
        pay.Calculate()["ma_income_tax"].ShouldBe(1_107_750m * 0.05m + (1_200_000m - 1_107_750m) * 0.09m);
    }

    private static decimal StateTaxOf(PayCase pay)
    {
        var result = pay.Calculate();
        return Pack.Lines.Where(l => l.Kind == LineKind.EmployeeDeduction && l.Name.EndsWith("_income_tax", StringComparison.Ordinal) && l.Name != "federal_income_tax").Sum(l => result[l.Name]);
    }

    private static PayCase Fortnightly(string payDate, string state)
    {
        var day = DateOnly.Parse(payDate, System.Globalization.CultureInfo.InvariantCulture);
        return new PayCase(Pack) { PayDate = day, PeriodStart = day.AddDays(-13), PeriodEnd = day, Frequency = PayFrequency.Fortnightly, Period = 1 }
            .With("work_state", state).With("residence_state", state).With("filing_status", "single").Pay("regular", 2000);
    }

    private static PayCase Everything(PayCase pay, int count, string extra, string flat, string city)
    {
        foreach (var field in Pack.EmployeeFields)
        {
            if (field.Type is FieldType.WholeNumber && field.Name.Contains('_', StringComparison.Ordinal) && field.Name[2] == '_') pay.With(field.Name, count);
            if (field.Name.EndsWith("_extra_withholding", StringComparison.Ordinal)) pay.With(field.Name, extra);
        }

        pay.With("ma_head_of_household", count == 1 ? "true" : "").With("in_county_of_residence", "49").With("detroit_exemptions", count).With("work_locality", city).With("pa_eit_resident_rate", "0.01")
            .With("pa_local_services_tax_annual", "52").With("nj_rate_table", "ABCDE"[count].ToString()).With("wa_cares_exempt", count == 2 ? "true" : "");
        pay.Employer[Pack.EmployerFields.Ordinal("supplemental_method")] = flat;
        return pay;
    }
}
