using System.Text;

namespace Bureau.Jurisdictions.Tests.Example;

/// <summary>The example of docs/writing-a-rule-pack.md is this code, and it works.</summary>
public sealed class NowhereTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Root(), "docs", "writing-a-rule-pack.md")).ReplaceLineEndings("\n");
    private static readonly Dictionary<string, Source> Sources = new(StringComparer.Ordinal) { ["ACT"] = new("Income Tax Act of Nowhere, section 2") };
    private static readonly NowhereRulePack Pack = new(ParameterFiles.Parse("nowhere.json", Encoding.UTF8.GetBytes(Block("json")), Sources));

    [Fact]
    public void The_guide_shows_the_code_that_is_tested_here() =>
        Guide.ShouldContain(File.ReadAllText(Path.Combine(Root(), "tests", "Jurisdictions.Tests", "Example", "NowhereRulePack.cs")).ReplaceLineEndings("\n"));

    [Fact]
    public void Its_test_cases_pass()
    {
        var file = Conformance.RunFile(Pack, "nowhere.csv", new StringReader(Block("csv")));
        file.Failures.ShouldBeEmpty();
        file.Cases.ShouldBe(3);
    }

    [Fact]
    public void It_pays_somebody_and_says_how()
    {
        var pay = new PayCase(Pack) { PayDate = new(2026, 3, 31), Frequency = PayFrequency.Monthly, Period = 3 };
        pay.Pay[0] = 3000;
        var (result, trace) = (new PayResult(Pack), new Trace());
        Pack.Calculate(pay, result, trace);

        NetPay.Of(pay, result).ShouldBe(2700);
        foreach (var line in Pack.Lines) trace.Steps.Where(s => s.Line == line.Name).Sum(s => s.Contributes).ShouldBe(result[line.Name]);
        Pack.Check(pay).Single().Key.ShouldBe("missing_tax_number");
        Pack.ObligationsFor(pay.PayDate, new Dictionary<string, string>()).Single().DueOn.ShouldBe(new DateOnly(2026, 4, 10));
        Pack.WhyNotPayable(new DateOnly(2027, 1, 29)).ShouldBe("The figures of 2027 have not been verified.");
    }

    private static string Block(string language)
    {
        var start = Guide.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return Guide[start..Guide.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Payroll.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Payroll.sln was not found above the tests.");
        return folder;
    }
}
