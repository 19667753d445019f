using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Jurisdictions.Tests.GB;

public sealed class PropertyTests
{
    private static readonly string[] Codes = ["1257L", "S1257L", "C1257L", "0T", "BR", "SD3", "D1", "K475", "SK100", "45L", "1500M", "NT", "25000T"];
    private static readonly string[] Categories = ["A", "B", "C", "D", "E", "F", "H", "I", "J", "K", "L", "M", "N", "S", "V", "X", "Z"];

    private static readonly Gen<decimal> Amount =
        Gen.Frequency((1, Gen.Constant(0m)), (6, Gen.Choose(0, 600_000).Select(p => p / 100m)), (1, Gen.Choose(0, 6_000_000).Select(p => p / 100m)));

    /// <summary>Cases that mix everything that the pack knows.</summary>
    private static readonly Gen<PayCase> Any =
        from month in Gen.Choose(1, 12)
        from frequency in Gen.Elements(Gb.Pack.Frequencies.ToArray())
        from code in Gen.Elements(Codes)
        from basis in Gen.Elements("cumulative", "week1_month1")
        from category in Gen.Elements(Categories)
        from director in Gen.Elements("none", "none", "annual", "alternative")
        from weeks in Gen.Choose(1, 52)
        from final in Gen.Elements("true", "false")
        from plans in Gen.Elements("", "plan_1", "plan_2", "plan_4 plan_5", "plan_5")
        from postgraduate in Gen.Elements("true", "false")
        from scheme in Gen.Elements("", "net_pay", "relief_at_source", "salary_sacrifice")
        from earningsBasis in Gen.Elements("qualifying", "basic", "total")
        from regular in Amount
        from bonus in Amount
        from benefit in Gen.Choose(0, 50_000).Select(p => p / 100m)
        from giving in Gen.Choose(0, 5_000).Select(p => p / 100m)
        from sacrifice in Gen.Choose(0, 20_000).Select(p => p / 100m)
        from before in Gen.Choose(0, 9_000_000).Select(p => p / 100m)
        from strike in Gen.Elements("true", "false", "false")
        from order in Gen.Elements("", "", "", "deo", "aeo_priority", "aeo_non_priority", "council_tax", "dea", "dea_higher", "dea_fixed", "council_tax_wales", "earnings_arrestment", "conjoined_arrestment", "current_maintenance")
        from second in Gen.Elements("", "", "", "deo", "council_tax", "dea", "aeo_priority", "current_maintenance")
        from asked in Gen.Choose(0, 60_000).Select(p => p / 100m)
        from award in Gen.Elements(0m, 0m, 0m, 20_000m, 45_000m)
        from kind in Gen.Choose(0, 40_000).Select(p => p / 100m)
        from jobs in Gen.Elements("none", "none", "none", "here", "elsewhere")
        from earlier in Gen.Elements("", "", "M", "M-director", "A-director")
        from taxBefore in Gen.Choose(0, 2_000_000).Select(p => p / 100m)
        select new PayCase(Gb.Pack)
        {
            PayDate = new DateOnly(2026, 3, 28).AddMonths(month),
            Frequency = frequency,
            Period = Gb.Pack.PeriodOf(new DateOnly(2026, 3, 28).AddMonths(month), frequency),
        }.With("tax_code", code).With("tax_basis", basis).With("ni_category", category).With("director_method", director).With("director_weeks", weeks)
            .With("final_period", final).With("student_loan_plans", plans).With("postgraduate_loan", postgraduate).With("pension_scheme", scheme)
            .With("pension_earnings_basis", earningsBasis).Pay("regular", regular).Pay("bonus", bonus).Pay("payrolled_benefit", benefit).Pay("payroll_giving", giving)
            .Pay("salary_sacrifice", sacrifice).ToDate("taxable_pay", before).ToDate("income_tax", taxBefore).ToDate("niable_pay", before).ToDate("employee_nic", decimal.Round(taxBefore / 4, 2))
            .With("on_strike", strike).With("order_1_kind", order).With("order_1_amount", asked).With("order_1_protected", asked).With("order_2_kind", second).With("order_2_amount", asked)
            .Pay("termination_award", award).Pay("non_cash_pay", kind).Pay("other_job_earnings", kind).With("ni_aggregation", jobs).ToDate("order_1_protected_shortfall", kind)
            .Under(earlier, "niable_pay", decimal.Round(before / 2, 2)).Under(earlier, "employee_nic", decimal.Round(taxBefore / 8, 2));

    private static readonly Config Fewer = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void With_and_without_explanation_the_figures_are_the_same() =>
        Check.One(Fewer, Prop.ForAll(Any.ToArbitrary(), pay => pay.Calculate().Amounts.SequenceEqual(pay.Calculate(new Trace()).Amounts)));

    [Fact]
    public void The_steps_of_each_line_add_up_to_the_line() => Check.One(Fewer, Prop.ForAll(Any.ToArbitrary(), pay =>
    {
        var trace = new Trace();
        var result = pay.Calculate(trace);
        var told = trace.Steps.GroupBy(s => s.Line).ToDictionary(g => g.Key, g => g.Sum(s => s.Contributes));
        foreach (var line in Gb.Pack.Lines) told.GetValueOrDefault(line.Name).ShouldBe(result[line.Name], line.Name);
    }));

    [Fact]
    public void A_result_can_be_used_again() => Check.One(Fewer, Prop.ForAll(Any.Two().ToArbitrary(), two =>
    {
        var result = new PayResult(Gb.Pack);
        Gb.Pack.Calculate(two.Item1, result);
        Gb.Pack.Calculate(two.Item2, result);
        return result.Amounts.SequenceEqual(two.Item2.Calculate().Amounts);
    }));

    [Fact]
    public void Cumulative_tax_to_date_does_not_depend_on_how_pay_was_split()
    {
        var twelve = from pay in Amount.Where(a => a > 500).ArrayOf(12) from other in Amount.Where(a => a > 500).ArrayOf(11) from code in Gen.Elements("1257L", "S1257L", "C1257L", "0T", "BR", "SD1") select (pay, other, code);
        Check.One(Fewer, Prop.ForAll(twelve.ToArbitrary(), given =>
        {
            // The same pay of the year in another order of months; the last month evens out. Nothing may have been cut by the 50 % limit.
            decimal[] other = [.. given.other.Select(a => a % 3000), 0];
            other[11] = given.pay.Sum() - other.Sum();
            return other[11] < 0 || YearOf(given.pay, given.code) == YearOf(other, given.code);
        }));
    }

    [Fact]
    public void Weekly_and_fortnightly_pay_lead_to_the_same_tax_to_date() => Check.One(Fewer, Prop.ForAll(
        (from a in Amount from b in Amount from code in Gen.Elements("1257L", "S1257L", "BR", "0T") select (a: a % 3000, b: b % 3000, code)).ToArbitrary(), given =>
        {
            var first = Paid(PayFrequency.Weekly, 1, given.a);
            var second = Paid(PayFrequency.Weekly, 2, given.b).After(first.YearToDate.Plus(first.Calculate()));
            (first.Calculate()["income_tax"] + second.Calculate()["income_tax"]).ShouldBe(Paid(PayFrequency.Fortnightly, 1, given.a + given.b).Calculate()["income_tax"]);

            PayCase Paid(PayFrequency frequency, int period, decimal pay) =>
                new PayCase(Gb.Pack) { PayDate = new(2026, 4, 17), Frequency = frequency, Period = period }.With("tax_code", given.code).With("ni_category", "X").Pay("regular", pay);
        }));

    [Fact]
    public void More_pay_never_lowers_tax_contributions_or_net_pay()
    {
        // Net pay may fall by less than a pound where tax and loans are rounded to whole pounds of pay.
        Check.One(Fewer, Prop.ForAll((from pay in Any from more in Gen.Choose(1, 500_000).Select(p => p / 100m) select (pay, more)).ToArbitrary(), given =>
        {
            // Percentage tables of attachment orders jump from band to band, so orders are left out.
            var less = given.pay.With("on_strike", "false").With("order_1_kind", null).With("order_2_kind", null).Calculate();
            var netOfLess = NetPay.Of(given.pay, less);
            var more = given.pay.Pay("regular", given.pay.Pay[Gb.Pack.PayItems.Ordinal("regular")] + given.more).Calculate();

            foreach (var line in new[] { "income_tax", "employee_nic", "employer_nic", "student_loan", "postgraduate_loan", "employer_pension" })
                more[line].ShouldBeGreaterThanOrEqualTo(less[line], line);
            NetPay.Of(given.pay, more).ShouldBeGreaterThan(netOfLess - 4);
        }));
    }

    [Fact]
    public void Tax_to_date_depends_on_the_sum_of_pay_in_every_month_of_the_year()
    {
        var months = from count in Gen.Choose(1, 12) from pay in Amount.ArrayOf(count) from code in Gen.Elements("1257L", "S1257L", "C45L", "0T", "BR", "SD1", "K475", "SK100") select (pay, code);
        Check.One(Fewer, Prop.ForAll(months.ToArbitrary(), given =>
        {
            var (forward, backward) = (TaxToDate(given.pay, given.code), TaxToDate([.. given.pay.Reverse()], given.code));
            // Tax that the 50 % limit held back follows later.
            return forward is null || backward is null || forward == backward;
        }));
    }

    [Fact]
    public void Refunds_never_exceed_what_was_deducted_and_nil_pay_to_the_end_settles_the_year()
    {
        var months = from count in Gen.Choose(1, 11) from pay in Amount.ArrayOf(count) from code in Gen.Elements("1257L", "S1257L", "0T", "BR") select (pay, code);
        Check.One(Fewer, Prop.ForAll(months.ToArbitrary(), given =>
        {
            var toDate = new decimal[Gb.Pack.Lines.Count];
            for (var month = 1; month <= 12; month++)
            {
                toDate = toDate.Plus(Gb.Monthly(month, month <= given.pay.Length ? given.pay[month - 1] : 0, given.code, "X").After(toDate).Calculate());
                toDate[Gb.Pack.Lines.Ordinal("income_tax")].ShouldBeGreaterThanOrEqualTo(0);
            }

            // What the whole pay of the year costs when it is paid in the last month.
            var atOnce = Gb.Monthly(12, given.pay.Sum(), given.code, "X").Calculate()["income_tax"];
            toDate[Gb.Pack.Lines.Ordinal("income_tax")].ShouldBe(atOnce);
        }));
    }

    [Fact]
    public void A_director_s_contributions_depend_on_the_sum_of_pay_only()
    {
        var months = from pay in Amount.ArrayOf(12) from category in Gen.Elements("A", "B", "C", "H", "J", "M", "V", "F") from method in Gen.Elements("annual", "alternative") select (pay, category, method);
        Check.One(Fewer, Prop.ForAll(months.ToArbitrary(), given =>
        {
            var toDate = new decimal[Gb.Pack.Lines.Count];
            for (var month = 1; month <= 12; month++)
                toDate = toDate.Plus(Gb.Monthly(month, given.pay[month - 1], "NT", given.category).With("director_method", given.method).With("final_period", month == 12 ? "true" : "false").After(toDate).Calculate());
            var atOnce = Gb.Monthly(12, given.pay.Sum(), "NT", given.category).With("director_method", "annual").Calculate();

            foreach (var line in new[] { "employee_nic", "employer_nic", "ni_at_lel", "ni_lel_to_pt", "ni_pt_to_uel" }) toDate[Gb.Pack.Lines.Ordinal(line)].ShouldBe(atOnce[line], line);
        }));
    }

    [Fact]
    public void Grossing_up_leads_to_the_net_pay_wanted() => Check.One(Fewer, Prop.ForAll((from pay in Any from bonus in Gen.Choose(0, 400_000).Select(p => p / 100m) select (pay, bonus)).ToArbitrary(), given =>
    {
        // Percentage tables of orders jump, and a refund kept back on strike hides the first pounds.
        var pay = given.pay.With("on_strike", "false").With("order_1_kind", null).With("order_2_kind", null).Pay("bonus", given.bonus);
        var net = NetPay.Of(pay, pay.Calculate());

        var bonus = GrossUp.Find(pay.Pay("bonus", 0), "bonus", Math.Max(net, NetPay.Of(pay, pay.Calculate())));

        NetPay.Of(pay, pay.Pay("bonus", bonus).Calculate()).ShouldBe(Math.Max(net, NetPay.Of(pay, pay.Pay("bonus", 0).Calculate())));
    }));

    /// <summary>Null where the 50 % limit held something back.</summary>
    private static decimal? TaxToDate(decimal[] pay, string code)
    {
        var toDate = new decimal[Gb.Pack.Lines.Count];
        for (var month = 1; month <= pay.Length; month++)
        {
            var trace = new Trace();
            toDate = toDate.Plus(Gb.Monthly(month, pay[month - 1], code, "X").After(toDate).Calculate(trace));
            if (trace.Steps.Any(s => s.Label == "Regulatory limit")) return null;
        }

        return toDate[Gb.Pack.Lines.Ordinal("income_tax")];
    }

    private static decimal YearOf(decimal[] pay, string code)
    {
        var yearToDate = new decimal[Gb.Pack.Lines.Count];
        for (var month = 1; month <= 12; month++)
        {
            var result = Gb.Monthly(month, pay[month - 1], code, "X").After(yearToDate).Calculate();
            yearToDate = yearToDate.Plus(result);
        }

        return yearToDate[Gb.Pack.Lines.Ordinal("income_tax")];
    }
}
