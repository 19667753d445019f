namespace Bureau.Jurisdictions.Tests;

public sealed class ConformanceTests
{
    /// <summary>Every vector file of every pack is one case.</summary>
    public static TheoryData<string, string> VectorFiles()
    {
        var files = new TheoryData<string, string>();
        foreach (var pack in RulePacks.All)
            foreach (var name in typeof(IRulePack).Assembly.GetManifestResourceNames().Where(n => n.StartsWith($"{pack.Country}/Vectors/", StringComparison.Ordinal)))
                files.Add(pack.Country, name);
        return files;
    }

    [Theory]
    [MemberData(nameof(VectorFiles))]
    public void Every_case_of_the_pack_is_reproduced(string country, string resource)
    {
        using var cases = new StreamReader(typeof(IRulePack).Assembly.GetManifestResourceStream(resource)!);

        var file = Conformance.RunFile(RulePacks.For(country), resource, cases);

        file.Cases.ShouldBeGreaterThan(0);
        file.Failures.ShouldBeEmpty(Report(file));
    }

    [Fact]
    public void A_wrong_figure_is_reported_with_inputs_and_explanation()
    {
        const string cases = """
            case,kind,pay_date,frequency,period,field.tax_code,field.ni_category,pay.regular,expect.employee_nic,expect.employer_nic
            wrong,derived,2026-04-10,weekly,1,NT,A,342.00,9.00,36.90
            """;

        var file = Conformance.RunFile(RulePacks.For("GB"), "mine.csv", new StringReader(cases));

        Report(file).ShouldContain("""
            mine.csv, line 2: wrong
              employee_nic: expected 9.00, got 8.00
              inputs: case=wrong, kind=derived, pay_date=2026-04-10, frequency=weekly, period=1, field.tax_code=NT, field.ni_category=A, pay.regular=342.00
                employee_nic: Contribution at 8 % = 8.00
            """.ReplaceLineEndings());
        Report(file).TrimEnd().ShouldEndWith("0 passed, 1 failed");
    }

    [Theory]
    [InlineData("case,pay_dat\nx,2026-04-10", "Column 'pay_dat' is not known")]
    [InlineData("case,pay.wages\nx,1", "Known are: regular, overtime")]
    [InlineData("case,pay_date,frequency,field.tax_code,field.ni_category,expect.income_tax\nx,2026-04-10,weekly,1257L,G,0", "line 2, column field.ni_category")]
    [InlineData("case,pay_date,frequency,field.tax_code,field.ni_category\nx,2026-04-10,weekly,1257L,A", "expects nothing")]
    [InlineData("case,component,pay_date,arg.average_weekly_earnings,expect.ssp\nx,ssp,2026-04-10,100,1", "arg.qualifying_days_per_week is missing")]
    public void What_cannot_be_judged_fails_and_says_why(string cases, string problem)
    {
        var file = Conformance.RunFile(RulePacks.For("GB"), "mine.csv", new StringReader(cases));

        file.Passed.ShouldBe(0);
        file.Failures.ShouldHaveSingleItem().Problem.ShouldNotBeNull().ShouldContain(problem);
    }

    private static string Report(FileConformance file)
    {
        using var text = new StringWriter { NewLine = Environment.NewLine };
        new ConformanceReport("GB", "test", [file]).WriteTo(text);
        return text.ToString();
    }
}
