namespace Bureau.Jurisdictions.Tests;

public sealed class CalculateCsvTests
{
    private const string Header = "case,pay_date,frequency,field.tax_code,field.ni_category,pay.regular\n";

    [Fact]
    public void Cases_go_in_and_every_line_comes_out()
    {
        var (results, problems) = Run(Header + "one,2026-04-28,monthly,1257L,A,3000.00\n");

        problems.ShouldBeEmpty();
        var rows = results.Split('\n');
        var figures = rows[0].Split(',').Zip(rows[1].Split(','), KeyValuePair.Create).ToDictionary();
        figures["case"].ShouldBe("one");
        figures["income_tax"].ShouldBe("390.20");
        figures["employee_nic"].ShouldBe("156.16");
        figures["net_pay"].ShouldBe("2453.64");
        figures.Count.ShouldBe(RulePacks.For("GB").Lines.Count + 2);
    }

    [Fact]
    public void Bad_rows_are_reported_by_line_and_column_and_the_others_are_calculated()
    {
        var (results, problems) = Run(Header + """
            good,2026-04-28,monthly,1257L,A,3000.00
            bad amount,2026-04-28,monthly,1257L,A,"3,000.00"
            bad code,2026-04-28,monthly,12X57,A,3000.00
            no code,2026-04-28,monthly,,A,3000.00
            bad date,28.04.2026,monthly,1257L,A,3000.00
            unverified year,2031-04-28,monthly,1257L,A,3000.00
            short,2026-04-28
            daily,2026-04-28,hourly,1257L,A,3000.00
            good too,2026-04-28,monthly,1257L,A,3000.00
            """);

        results.TrimEnd().Split('\n').Select(r => r.Split(',')[0]).ShouldBe(["case", "good", "good too"]);
        problems.Select(p => (p.Line, p.Column)).ShouldBe(
            [(3, "pay.regular"), (4, "field.tax_code"), (5, "tax_code"), (6, "pay_date"), (7, "pay_date"), (8, ""), (9, "frequency")]);
        problems[0].ToString().ShouldBe("line 3, column pay.regular: '3,000.00' is not an amount. Write it with a dot and without thousands separators, for example 1234.56.");
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("case,colour\n", "Column 'colour' is not known")]
    [InlineData("case,pay.regular,pay.regular\n", "twice")]
    public void A_header_that_is_not_understood_stops_the_file(string cases, string problem)
    {
        var (results, problems) = Run(cases);

        results.ShouldBeEmpty();
        problems.ShouldHaveSingleItem().ToString().ShouldContain(problem);
    }

    [Fact]
    public void A_stray_quotation_mark_spoils_one_row_only()
    {
        var (results, problems) = Run(Header + "\"open,2026-04-28,monthly,1257L,A,1\ngood,2026-04-28,monthly,1257L,A,3000.00\n");

        results.TrimEnd().Split('\n').Length.ShouldBe(2);
        problems.ShouldAllBe(p => p.Line == 2);
        problems.ShouldNotBeEmpty();
    }

    private static (string Results, List<RowProblem> Problems) Run(string cases)
    {
        var problems = new List<RowProblem>();
        using var results = new StringWriter();
        CalculateCsv.Run(RulePacks.For("GB"), new StringReader(cases), results, problems.Add);
        return (results.ToString(), problems);
    }
}
