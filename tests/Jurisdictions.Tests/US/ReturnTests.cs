using System.Globalization;

namespace Bureau.Jurisdictions.Tests.US;

/// <summary>Forms of the employer, made of two quarters of biweekly payrolls.</summary>
public sealed class ReturnTests
{
    private static readonly Dictionary<string, string> Semiweekly = new() { ["states"] = "CA NY" };

    /// <summary>Three payrolls of the first quarter and two of the second, each with the same amounts; the one of 12 June is of more people.</summary>
    private static readonly EmployerPay HalfYear = new([Run("2026-01-16", 10), Run("2026-02-13", 10), Run("2026-03-13", 10), Run("2026-05-08", 10), Run("2026-06-19", 12)])
    {
        Brought = new Dictionary<string, decimal> { ["futa_wages"] = 1_000, ["gross_wages"] = 5_000, ["federal_taxable_wages"] = 5_000 },
        People = 13,
    };

    [Fact]
    public void Form_941_is_of_its_quarter()
    {
        var form = Form("form_941", "2026-06-19", Semiweekly);

        form["1"].ShouldBe("12");
        form["2"].ShouldBe("40000.00");
        form["3"].ShouldBe("4000.00");
        // 12.4 % of 39,000 wages and of 1,000 tips; 2.9 % of both; 0.9 % of 2,000.
        (form["5a/1"], form["5a/2"], form["5b/1"], form["5b/2"]).ShouldBe(("39000.00", "4836.00", "1000.00", "124.00"));
        (form["5c/2"], form["5d/2"], form["5e"], form["6"]).ShouldBe(("1160.00", "18.00", "6138.00", "10138.00"));
        // Withheld were two times 1,240.02 + 299 + 1,240.02 + 290: fractions of cents.
        (form["7"], form["10"], form["12"]).ShouldBe(("0.08", "10138.08", "10138.08"));
        (form["B/2/8"], form["B/3/19"]).ShouldBe(("5069.04", "5069.04"));
        form.Keys.ShouldNotContain("16/2");
    }

    [Fact]
    public void Deposits_that_are_marked_as_paid_settle_the_quarter()
    {
        // Of March is not of this quarter.
        var deposited = UpTo("2026-06-19") with { Deposited = [new("federal_deposit", new(2026, 3, 13), 5_069.04m), new("federal_deposit", new(2026, 5, 8), 5_069.04m), new("futa_deposit", new(2026, 5, 8), 42)] };

        var form = Form("form_941", "2026-06-19", Semiweekly, deposited);
        (form["13"], form["14"]).ShouldBe(("5069.04", "5069.04"));
        Form("form_941", "2026-06-19", Semiweekly).Keys.ShouldNotContain("13");
        Form("form_941", "2026-06-19", Semiweekly, deposited with { Deposited = [new("federal_deposit", new(2026, 5, 8), 11_000)] })["15"].ShouldBe("861.92");
    }

    [Fact]
    public void The_liability_of_the_quarter_is_told_by_month_to_whoever_deposits_monthly()
    {
        var form = Form("form_941", "2026-03-13", new() { ["federal_deposit_schedule"] = "monthly" });

        (form["16/1"], form["16/2"], form["16/3"]).ShouldBe(("5069.04", "5069.04", "5069.04"));
        form["12"].ShouldBe("15207.12");
        form.Keys.ShouldNotContain(k => k.StartsWith('B'));
    }

    [Fact]
    public void Figures_that_add_up_name_the_lines_and_the_first_pay_date()
    {
        foreach (var (report, payDate) in new[] { ("form_941", "2026-06-19"), ("federal_deposit", "2026-06-19"), ("futa_deposit", "2026-06-19"), ("form_940", "2026-06-19"), ("form_w3", "2026-06-19"), ("ca_de_9", "2026-06-19") })
        {
            var adding = Figures(report, payDate, Semiweekly).Where(f => f.Lines.Count > 0).ToList();
            adding.ShouldNotBeEmpty();
            foreach (var figure in adding) figure.Value.ShouldBe(figure.Lines.Sum(line => HalfYear.Sum(line, figure.From)).ToString("0.00", CultureInfo.InvariantCulture), figure.Name);
        }
    }

    [Fact]
    public void A_deposit_pays_the_paydays_of_its_period_and_names_the_taxes()
    {
        var deposit = Form("federal_deposit", "2026-06-19", Semiweekly);

        (deposit["Social Security"], deposit["Medicare"], deposit["Withholding"], deposit["Total"]).ShouldBe(("2480.04", "589.00", "2000.00", "5069.04"));
        Form("federal_deposit", "2026-03-13", new() { ["federal_deposit_schedule"] = "monthly" })["Total"].ShouldBe("5069.04");
        // Wednesday 17 and Friday 19 June are one semi-weekly period.
        var twice = HalfYear with { Runs = [.. HalfYear.Runs, Run("2026-06-17", 3)] };
        Us.Pack.EmployerFiguresFor("federal_deposit", new(2026, 6, 19), Semiweekly, twice).Single(f => f.Name == "Total").Value.ShouldBe("10138.08");
    }

    /// <summary>26 CFR 31.6302(c)-3: deposited once more than 500 dollars are owed, carried on until then.</summary>
    [Theory]
    [InlineData("2026-01-16", "200.00", "0.00", "0.00")]
    [InlineData("2026-03-13", "600.00", "0.00", "600.00")]
    [InlineData("2026-05-08", "200.00", "0.00", "0.00")]
    [InlineData("2026-06-19", "400.00", "0.00", "0.00")]
    public void Federal_unemployment_tax_is_deposited_above_the_threshold(string payDate, string quarter, string carried, string deposit)
    {
        var figures = Form("futa_deposit", payDate, Semiweekly, UpTo(payDate));

        (figures["Quarter"], figures["Carried"], figures["Deposit"]).ShouldBe((quarter, carried, deposit));
    }

    [Fact]
    public void Federal_unemployment_tax_that_was_not_deposited_is_carried_on()
    {
        var year = HalfYear with { Runs = [Run("2026-02-13", 10), Run("2026-05-08", 10), Run("2026-08-14", 10)] };

        var figures = Form("futa_deposit", "2026-08-14", Semiweekly, year);

        (figures["Quarter"], figures["Carried"], figures["Deposit"]).ShouldBe(("200.00", "400.00", "600.00"));
        Us.Pack.EmployerFiguresFor("futa_deposit", new(2026, 11, 13), Semiweekly, year with { Runs = [.. year.Runs, Run("2026-11-13", 10)] }).Last().Label.ShouldContain("paid with Form 940");
    }

    [Fact]
    public void Form_940_is_of_the_year_with_what_was_brought()
    {
        var form = Form("form_940", "2026-06-19", Semiweekly);

        (form["3"], form["7"], form["6"], form["16a"], form["16b"]).ShouldBe(("105000.00", "51000.00", "54000.00", "600.00", "400.00"));
        form.Keys.ShouldNotContain("16c");
        Figures("form_940", "2026-06-19", Semiweekly).Single(f => f.Name == "11").Label.ShouldContain("not known yet");
    }

    [Fact]
    public void Form_940_settles_the_credit_reduction_of_California()
    {
        var settled = Form("form_940", "2025-12-26", [], Cases.Paid(new(2025, 12, 26), new() { ["futa_wages"] = 70_000, ["ca_futa_wages"] = 35_000, ["futa"] = 420, ["gross_wages"] = 500_000 }));

        (settled["8"], settled["11"], settled["14"]).ShouldBe(("420.00", "420.00", "420.00"));
    }

    [Fact]
    public void Form_W3_adds_up_the_year()
    {
        var form = Form("form_w3", "2026-06-19", Semiweekly);

        (form["c"], form["1"], form["3"], form["7"], form["6"]).ShouldBe(("13", "105000.00", "97500.00", "2500.00", "1495.00"));
    }

    [Fact]
    public void A_return_of_a_state_is_of_its_quarter_with_the_employees_of_each_month()
    {
        var form = Form("ca_de_9", "2026-06-19", Semiweekly);

        (form["employees/2026-04"], form["employees/2026-05"], form["employees/2026-06"]).ShouldBe(("0", "0", "5"));
        (form["ca_wages"], form["ca_sdi"], form["total"]).ShouldBe(("8000.00", "104.00", "104.00"));
    }

    [Fact]
    public void Employees_of_a_day_are_told_once_its_pay_period_is_paid()
    {
        Form("form_941", "2026-05-08", Semiweekly).Keys.ShouldNotContain("1");
        Form("ca_de_9", "2026-05-08", Semiweekly).Keys.Where(k => k.StartsWith("employees/", StringComparison.Ordinal)).ShouldBe(["employees/2026-04"]);
    }

    [Fact]
    public void A_month_is_the_period_of_a_return_that_is_monthly() =>
        Us.Pack.EmployerFiguresFor("in_wh_1", new(2026, 6, 19), new Dictionary<string, string>(), Cases.Paid(new(2026, 5, 29), new() { ["in_income_tax"] = 70 }))
            .Single(f => f.Name == "in_income_tax").Value.ShouldBe("0.00");

    [Fact]
    public void Form_W2_keeps_tips_apart_and_fills_the_base_of_the_year_with_the_other_wages_of_a_payment_first()
    {
        var pay = Us.Biweekly(2_000).Pay("tips", 500).ToDate("social_security_wages", 182_300).ToDate("social_security_tips", 1_000).ToDate("medicare_wages", 182_300).ToDate("reported_tips", 1_000);

        var boxes = Us.Pack.FiguresFor("form_w2", pay, pay.Calculate()).ToDictionary(f => f.Name, f => f.Value);
        // 2,200 are left to the base of 184,500: 2,000 wages and 200 of the tips.
        (boxes["3"], boxes["7"], boxes["12TP"]).ShouldBe(("183300.00", "1200.00", "1500.00"));
    }

    private static Dictionary<string, string> Form(string report, string payDate, Dictionary<string, string> employer, EmployerPay? paid = null) =>
        Figures(report, payDate, employer, paid).ToDictionary(f => f.Name, f => f.Value);

    private static List<ReportFigure> Figures(string report, string payDate, Dictionary<string, string> employer, EmployerPay? paid = null) =>
        [.. Us.Pack.EmployerFiguresFor(report, DateOnly.Parse(payDate, CultureInfo.InvariantCulture), employer, paid ?? UpTo(payDate))];

    private static EmployerPay UpTo(string payDate) =>
        HalfYear with { Runs = [.. HalfYear.Runs.Where(r => r.PayDate <= DateOnly.Parse(payDate, CultureInfo.InvariantCulture))] };

    /// <summary>The period is the two weeks that end six days before the pay date.</summary>
    private static PaidRun Run(string payDate, int people)
    {
        var day = DateOnly.Parse(payDate, CultureInfo.InvariantCulture);
        return new(day, day.AddDays(-19), day.AddDays(-6), new Dictionary<string, PaidLine>
        {
            ["gross_wages"] = new(20_000, people),
            ["federal_taxable_wages"] = new(20_000, people),
            ["federal_income_tax"] = new(2_000, people),
            ["social_security_wages"] = new(20_000, people),
            ["social_security_tips"] = new(500, 2),
            ["medicare_wages"] = new(20_000, people),
            ["additional_medicare_wages"] = new(1_000, 1),
            ["employee_social_security"] = new(1_240.02m, people),
            ["employer_social_security"] = new(1_240.02m, people),
            ["employee_medicare"] = new(290, people),
            ["employee_additional_medicare"] = new(9, 1),
            ["employer_medicare"] = new(290, people),
            ["futa_wages"] = new(10_000, people),
            ["futa"] = new(200, people),
            ["ca_wages"] = new(4_000, 5),
            ["ca_sdi"] = new(52, 5),
        });
    }
}
