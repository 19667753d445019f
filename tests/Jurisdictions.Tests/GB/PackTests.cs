using System.Text;

namespace Bureau.Jurisdictions.Tests.GB;

public sealed class PackTests
{
    private static readonly DateOnly NextYear = new(2027, 4, 28);

    [Theory]
    [InlineData("2025-04-06", true)]
    [InlineData("2027-04-05", true)]
    [InlineData("2025-04-05", false)]
    [InlineData("2027-04-06", false)]
    public void Only_verified_tax_years_can_be_paid(string payDate, bool payable)
    {
        var why = Gb.Pack.WhyNotPayable(DateOnly.Parse(payDate, System.Globalization.CultureInfo.InvariantCulture));

        if (payable) why.ShouldBeNull();
        else why.ShouldNotBeNull().ShouldContain("Verified for payment: 2025-26, 2026-27. Update the rule pack");
    }

    [Fact]
    public void Figures_of_a_coming_year_can_be_tried_out_but_do_not_pay()
    {
        // Next year as a draft: this year's values again, with a higher National Insurance rate.
        var drafts = Gb.Pack.Parameters.Where(p => p.Values[^1].From == new DateOnly(2026, 4, 6)).Select(p => p with
        {
            Status = "draft",
            Values = [(new DateOnly(2027, 4, 6), p.Name == "ni_employee_rates" ? p.Values[^1].Value.Replace("0.08", "0.09", StringComparison.Ordinal) : p.Values[^1].Value)],
        });
        var pack = new Jurisdictions.GB.GbRulePack([.. Gb.Pack.Parameters, .. drafts], "draft");
        var pay = Gb.Monthly(1, 2048, pack: pack);
        pay.PayDate = NextYear;

        pay.Calculate()["employee_nic"].ShouldBe(90);
        pack.WhyNotPayable(NextYear).ShouldNotBeNull().ShouldContain("not yet law: income_tax_bands_england_northern_ireland is draft");
        pack.WhyNotPayable(new(2027, 4, 5)).ShouldBeNull();
    }

    [Fact]
    public void A_year_with_a_gap_cannot_be_paid_and_names_the_gap()
    {
        var pack = new Jurisdictions.GB.GbRulePack([.. Gb.Pack.Parameters.Where(p => p.Name != "student_loan_rate")], "gap");

        pack.WhyNotPayable(new(2026, 4, 28)).ShouldNotBeNull().ShouldContain("student_loan_rate");
        Should.Throw<RulePackException>(() => Gb.Monthly(1, 1000, pack: pack).Calculate()).Field.ShouldBe("pay_date");
    }

    [Fact]
    public void The_version_tells_figures_and_formulas() => Gb.Pack.Version.ShouldMatch("^GB-[0-9.]+-[0-9a-f]{12}$");

    [Fact]
    public void Findings_say_what_is_missing_wrong_or_odd()
    {
        var pay = Gb.Monthly(1, 1000).With("tax_code", null).With("nino", "QQ123456C").With("tax_basis", "w1");

        Gb.Pack.Check(pay).Select(f => (f.Key, f.Field, f.Blocks)).ShouldBe(
            [("missing_tax_code", "tax_code", true), ("invalid_tax_basis", "tax_basis", true), ("invalid_nino", "nino", true)]);
        Gb.Pack.Check(Gb.Monthly(1, 1000).With("nino", "AB123456C")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nino", "AB123456C", true)]
    [InlineData("nino", "BG123456C", false)]
    [InlineData("nino", "AB123456E", false)]
    [InlineData("director_weeks", "54", false)]
    [InlineData("pension_employee_rate", "5", false)]
    [InlineData("student_loan_plans", "plan_1 plan_5", true)]
    [InlineData("student_loan_plans", "plan_3", false)]
    public void Fields_are_checked(string field, string value, bool good) => (Gb.Pack.EmployeeFields[field].Validate(value) is null).ShouldBe(good);

    [Theory]
    [InlineData("paye_reference", "123/AB456", true)]
    [InlineData("paye_reference", "12/AB456", false)]
    [InlineData("accounts_office_reference", "123PA00045678", true)]
    [InlineData("accounts_office_reference", "123PA0004567", false)]
    public void Fields_of_the_employer_are_checked(string field, string value, bool good) => (Gb.Pack.EmployerFields[field].Validate(value) is null).ShouldBe(good);

    [Fact]
    public void A_pay_date_obliges_to_file_and_pay()
    {
        var due = Gb.Pack.ObligationsFor(new(2026, 7, 31), new Dictionary<string, string>());

        due.Select(o => (o.Key, o.DueOn, o.PeriodKey)).ShouldBe(
        [
            ("fps", new(2026, 7, 31), "2026-07-31"), ("eps", new(2026, 8, 19), "2026-27/04"),
            // 22 August 2026 is a Saturday.
            ("hmrc_payment", new(2026, 8, 21), "2026-27/04"), ("pension_payment", new(2026, 8, 21), "2026-07"), ("p60", new(2027, 5, 31), "2026-27"),
        ]);
        due.Single(o => o.Key == "hmrc_payment").AmountLines.ShouldBe(["income_tax", "employee_nic", "student_loan", "postgraduate_loan", "employer_nic", "employer_class_1a"]);
    }

    [Fact]
    public void Who_provides_benefits_files_a_P11Db_and_pays_class_1A()
    {
        var due = Gb.Pack.ObligationsFor(new(2026, 7, 31), new Dictionary<string, string> { ["p11d_benefits"] = "0" });

        due.Where(o => o.Key.StartsWith("p11", StringComparison.Ordinal) || o.Key.StartsWith("class", StringComparison.Ordinal)).Select(o => (o.Key, o.DueOn, o.PeriodKey))
            .ShouldBe([("p11db", new(2027, 7, 6), "2026-27"), ("class_1a_payment", new(2027, 7, 22), "2026-27")]);
    }

    [Theory]
    [InlineData("2026-04-05", "2025-26/Q04", "2026-04-22")]
    [InlineData("2026-04-06", "2026-27/Q01", "2026-07-22")]
    [InlineData("2027-01-04", "2026-27/Q03", "2027-01-22")]
    public void Small_employers_pay_by_the_quarter(string payDate, string period, string due)
    {
        var payment = Gb.Pack.ObligationsFor(DateOnly.Parse(payDate, System.Globalization.CultureInfo.InvariantCulture), new Dictionary<string, string> { ["hmrc_payment_frequency"] = "quarterly" })
            .Single(o => o.Key == "hmrc_payment");

        (payment.PeriodKey, payment.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ShouldBe((period, due));
    }

    /// <summary>GOV.UK, UK bank holidays (England and Wales).</summary>
    [Theory]
    [InlineData(2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26")]
    [InlineData(2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData(2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28")]
    [InlineData(2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26")]
    public void Banks_are_closed(int year, string days) =>
        Gb.Pack.BankHolidays(year).Order().Select(d => d.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(days.Split(' '));

    [Theory]
    [InlineData("2026-04-06", PayFrequency.Weekly, 1)]
    [InlineData("2027-04-05", PayFrequency.Weekly, 53)]
    [InlineData("2027-04-05", PayFrequency.Fortnightly, 27)]
    [InlineData("2026-05-05", PayFrequency.Monthly, 1)]
    [InlineData("2026-05-06", PayFrequency.Monthly, 2)]
    [InlineData("2027-01-01", PayFrequency.Monthly, 9)]
    [InlineData("2027-03-31", PayFrequency.Monthly, 12)]
    [InlineData("2026-05-04", PayFrequency.FourWeekly, 2)]
    public void Periods_are_counted_from_6_April(string payDate, PayFrequency frequency, int period) =>
        Gb.Pack.PeriodOf(DateOnly.Parse(payDate, System.Globalization.CultureInfo.InvariantCulture), frequency).ShouldBe(period);

    [Theory]
    [InlineData("net_pay", "2422.44")]
    [InlineData("relief_at_source", "2422.44")]
    [InlineData("salary_sacrifice", "2432.76")]
    public void Pension_of_each_kind_leaves_the_right_net_pay(string scheme, string net)
    {
        // 3,100 a month, 5 % of qualifying earnings of 2,580 = 129.00. Contributions 164.16 (sacrifice 153.84); tax 384.40 (relief at source 410.20, 103.20 withheld).
        var pay = Gb.Monthly(1, 3100).With("pension_scheme", scheme);

        NetPay.Of(pay, pay.Calculate()).ShouldBe(decimal.Parse(net, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Everything_is_told_in_words()
    {
        var trace = new Trace();
        Gb.Monthly(8, 4200.55m, "S1257L").With("pension_scheme", "relief_at_source").With("student_loan_plans", "plan_2")
            .ToDate("taxable_pay", 29_000).ToDate("income_tax", 5_000).Calculate(trace);

        var told = new StringBuilder();
        foreach (var step in trace.Steps)
            told.Append(System.Globalization.CultureInfo.InvariantCulture, $"{step.Line}: {step.Label} = {step.Result} ({step.Contributes})\n  {step.Formula}; {string.Join(", ", step.Operands.Select(o => $"{o.Name} {o.Value}"))}; {step.Rounding ?? "exact"}; {step.Parameter?.Name} {step.Parameter?.Source.Title}\n");
        told.ToString().ShouldMatchApproved(c => c.NoDiff());
    }
}
