namespace Bureau.Jurisdictions.Tests.GB;

/// <summary>Several category letters, directorships and jobs within one tax year.</summary>
public sealed class CategoryChangeTests
{
    /// <summary>Pays month by month as the product does, each with its own letter and method.</summary>
    private static (PayCase Last, PayResult Result, decimal[] ToDate) Year(params (string Letter, string Method, decimal Pay)[] months)
    {
        var toDate = new decimal[Gb.Pack.Lines.Count];
        var parts = new List<YearToDatePart>();
        for (var month = 1; ; month++)
        {
            var (letter, method, amount) = months[month - 1];
            var pay = Gb.Monthly(month, amount, "NT", letter).With("director_method", method).With("final_period", month == months.Length ? "true" : "false").After(toDate);
            if (method != "none" && months[0].Method == "none") pay.With("director_weeks", 52 - (months.TakeWhile(m => m.Method == "none").Count() * 4));
            pay.YearToDateParts.AddRange(parts);
            var result = pay.Calculate();
            toDate = toDate.Plus(result);
            if (month == months.Length) return (pay, result, toDate);

            var key = Gb.Pack.KeptUnder(pay)!;
            var under = parts.FindIndex(p => p.Key == key);
            if (under < 0) parts.Add(new(key, [.. result.Amounts]));
            else parts[under] = new(key, parts[under].Amounts.Plus(result));
        }
    }

    private static decimal Of(decimal[] amounts, string line) => amounts[Gb.Pack.Lines.Ordinal(line)];

    [Fact]
    public void An_employee_s_letter_counts_from_the_payment_on()
    {
        // Under 21 for five months, then standard: each payment alone. 4,000 a month: (4,000 − 1,048) × 8 %; employer nothing up to 4,189, then (4,000 − 417) × 15 %.
        var (last, result, toDate) = Year([.. Enumerable.Repeat(("M", "none", 4000m), 5), ("A", "none", 4000m), ("A", "none", 4000m)]);

        Of(toDate, "employee_nic").ShouldBe(7 * 236.16m);
        Of(toDate, "employer_nic").ShouldBe(2 * 537.45m);
        var told = Gb.Pack.FiguresFor("fps", last, result).ToDictionary(f => f.Name, f => f.Value);
        told["NIletter"].ShouldBe("A");
        told["EmpeeContribnsYTD"].ShouldBe("472.32");
        told["TotalEmpNICYTD"].ShouldBe("1074.90");
        told["NIlettersAndValues[2]/NIletter"].ShouldBe("M");
        told["NIlettersAndValues[2]/EmpeeContribnsInPd"].ShouldBe("0.00");
        told["NIlettersAndValues[2]/EmpeeContribnsYTD"].ShouldBe("1180.80");
        told["NIlettersAndValues[2]/GrossEarningsForNICsYTD"].ShouldBe("20000.00");
        told["NIlettersAndValues[2]/TotalEmpNICYTD"].ShouldBe("0.00");
        told["NIlettersAndValues[2]/PTtoUELYTD"].ShouldBe("14760.00");
    }

    [Fact]
    public void A_P60_has_a_row_for_each_letter()
    {
        var (last, result, _) = Year(("M", "none", 3000m), ("A", "none", 2000m), ("C", "none", 1000m));

        var told = Gb.Pack.FiguresFor("p60", last, result).ToDictionary(f => f.Name, f => f.Value);

        (told["NILetter"], told["1d"]).ShouldBe(("C", "0.00"));
        (told["2/NILetter"], told["2/1d"]).ShouldBe(("M", "156.16"));
        (told["3/NILetter"], told["3/1d"]).ShouldBe(("A", "76.16"));
    }

    [Fact]
    public void A_director_who_reaches_pension_age_pays_on_what_was_earned_before()
    {
        // 30,000 under A, then 30,000 under C: (30,000 − 12,570) × 8 % by the director, (60,000 − 5,000) × 15 % by the company.
        var (_, result, toDate) = Year([.. Enumerable.Repeat(("A", "annual", 5000m), 6), .. Enumerable.Repeat(("C", "annual", 5000m), 6)]);

        Of(toDate, "employee_nic").ShouldBe(1394.40m);
        Of(toDate, "employer_nic").ShouldBe(8250m);
        result["employee_nic"].ShouldBe(0);
        Of(toDate, "ni_pt_to_uel").ShouldBe(50_270 - 12_570);
    }

    [Fact]
    public void A_director_who_turns_21_uses_each_threshold_once()
    {
        // M: nothing by the company on the first 20,000. A: 15 % of the 40,000 above; 8 % up to 50,270 and 2 % on 9,730.
        var (_, _, toDate) = Year([.. Enumerable.Repeat(("M", "annual", 5000m), 4), .. Enumerable.Repeat(("A", "annual", 5000m), 8)]);

        Of(toDate, "employer_nic").ShouldBe(6000m);
        Of(toDate, "employee_nic").ShouldBe(3016m + 194.60m);
    }

    [Fact]
    public void Both_methods_come_to_the_same_in_the_end()
    {
        (string, string, decimal)[] Months(string method) => [.. Enumerable.Range(0, 12).Select(m => (m < 7 ? "A" : "C", method, 1000m * m))];

        var (annual, alternative) = (Year(Months("annual")).ToDate, Year(Months("alternative")).ToDate);

        foreach (var line in new[] { "employee_nic", "employer_nic", "ni_at_lel", "ni_lel_to_pt", "ni_pt_to_uel" }) Of(alternative, line).ShouldBe(Of(annual, line), line);
    }

    [Fact]
    public void Pay_before_the_appointment_stays_out_of_the_director_s_earnings_period()
    {
        // Three months as an employee at 4,000, then director for 40 weeks at 4,000: thresholds 12,570 × 40 / 52 = 9,670 and 5,000 × 40 / 52 = 3,847.
        var (_, _, toDate) = Year([.. Enumerable.Repeat(("A", "none", 4000m), 3), .. Enumerable.Repeat(("A", "annual", 4000m), 9)]);

        Of(toDate, "employee_nic").ShouldBe(3 * 236.16m + (36_000 - 9_670) * 0.08m);
        Of(toDate, "employer_nic").ShouldBe(3 * 537.45m + (36_000 - 3_847) * 0.15m);
    }

    [Fact]
    public void One_letter_all_year_needs_no_parts()
    {
        var (last, result, toDate) = Year([.. Enumerable.Repeat(("A", "annual", 5000m), 12)]);
        var plain = Gb.Monthly(12, 5000, "NT").With("director_method", "annual").With("final_period", "true").After(last.YearToDate).Calculate();

        result.Amounts.ShouldBe(plain.Amounts);
        Of(toDate, "employee_nic").ShouldBe(3016m + 194.60m);
    }

    [Fact]
    public void Jobs_with_one_employer_count_together_in_one_of_them()
    {
        // 1,000 + 900 = 1,900 in all: (1,900 − 1,048) × 8 %, (1,900 − 417) × 15 %.
        var here = Gb.Monthly(1, 1000, "NT").With("ni_aggregation", "here").Pay("other_job_earnings", 900);
        var elsewhere = Gb.Monthly(1, 900, "NT").With("ni_aggregation", "elsewhere");

        var (main, other) = (here.Calculate(), elsewhere.Calculate());

        (main["niable_pay"], main["employee_nic"], main["employer_nic"]).ShouldBe((1900m, 68.16m, 222.45m));
        (other["niable_pay"], other["employee_nic"], other["employer_nic"], other["ni_at_lel"]).ShouldBe((0m, 0m, 0m, 0m));
        NetPay.Of(here, main).ShouldBe(1000 - 68.16m);
        main["taxable_pay"].ShouldBe(1000);
        Gb.Pack.FiguresFor("fps", here, main).ShouldContain(f => f.Name == "AggregatedEarnings" && f.Value == "yes");
    }

    [Fact]
    public void Loans_of_aggregated_jobs_are_worked_out_together()
    {
        var here = Gb.Monthly(1, 2000, "NT").With("ni_aggregation", "here").With("student_loan_plans", "plan_2").Pay("other_job_earnings", 1000);
        var elsewhere = Gb.Monthly(1, 3000, "NT").With("ni_aggregation", "elsewhere").With("student_loan_plans", "plan_2");

        here.Calculate()["student_loan"].ShouldBe(Gb.Monthly(1, 3000, "NT").With("student_loan_plans", "plan_2").Calculate()["student_loan"]);
        elsewhere.Calculate()["student_loan"].ShouldBe(0);
    }

    [Fact]
    public void Cases_in_files_name_the_part_of_a_letter()
    {
        var report = Conformance.RunFile(Gb.Pack, "parts.csv", new StringReader("""
            case,pay_date,frequency,period,field.tax_code,field.ni_category,field.director_method,pay.regular,ytd.niable_pay,ytd.employee_nic,ytd.niable_pay.A-director,ytd.employee_nic.A-director,expect.employee_nic
            pension-age,2026-09-28,monthly,6,NT,C,annual,10000,30000,1394.40,30000,1394.40,0.00
            """));

        report.Passed.ShouldBe(1);
    }
}
