using System.Text;
using System.Text.RegularExpressions;

namespace Bureau.Jurisdictions.Tests;

public sealed class ParameterHygieneTests
{
    private static readonly DateOnly Built = new(2027, 12, 31);

    public static TheoryData<string> Countries() => new(RulePacks.All.Select(p => p.Country));

    [Theory]
    [MemberData(nameof(Countries))]
    public void Every_figure_says_what_it_is_where_it_comes_from_and_when_it_was_verified(string country)
    {
        var parameters = RulePacks.For(country).Parameters;

        parameters.ShouldNotBeEmpty();
        foreach (var parameter in parameters)
        {
            parameter.Name.ShouldMatch("^[a-z][a-z0-9_]*$");
            parameter.Description.ShouldEndWith(".", customMessage: parameter.Name);
            parameter.Unit.ShouldNotBeNullOrWhiteSpace(parameter.Name);
            parameter.Evidence.ShouldNotBeNullOrWhiteSpace(parameter.Name);
            parameter.Sources.ShouldAllBe(s => s.Title.Length > 5 && (s.Href == null || Regex.IsMatch(s.Href, "^https?://")));
            parameter.VerifiedOn.ShouldBeInRange(new DateOnly(2026, 1, 1), Built, parameter.Name);
            parameter.Values.Select(v => v.From).ShouldBe(parameter.Values.Select(v => v.From).Distinct().Order());
        }
    }

    [Theory]
    [MemberData(nameof(Countries))]
    public void A_name_has_one_value_a_day(string country)
    {
        var all = RulePacks.For(country).Parameters.SelectMany(p => p.Values.Select(v => (p.Name, v.From))).ToList();

        all.Count.ShouldBe(all.Distinct().Count());
    }

    [Theory]
    [InlineData("""{"x":{"description":"X.","unit":"GBP","evidence":"e","sources":["S"],"verified_on":"2026-11-21","values":{"2026-04-06":1}}}""", "'status' is missing")]
    [InlineData("""{"x":{"description":"X.","unit":"GBP","status":"maybe","evidence":"e","sources":["S"],"verified_on":"2026-11-21","values":{"2026-04-06":1}}}""", "status 'maybe'")]
    [InlineData("""{"x":{"description":"X.","unit":"","status":"enacted","evidence":"e","sources":["S"],"verified_on":"2026-11-21","values":{"2026-04-06":1}}}""", "'unit' is empty")]
    [InlineData("""{"x":{"description":"X.","unit":"GBP","status":"enacted","evidence":"e","sources":[],"verified_on":"2026-11-21","values":{"2026-04-06":1}}}""", "no source")]
    [InlineData("""{"x":{"description":"X.","unit":"GBP","status":"enacted","evidence":"e","sources":["T"],"verified_on":"2026-11-21","values":{"2026-04-06":1}}}""", "source 'T'")]
    [InlineData("""{"x":{"description":"X.","unit":"GBP","status":"enacted","evidence":"e","sources":["S"],"verified_on":"21.11.2026","values":{"2026-04-06":1}}}""", "'21.11.2026' is not a date")]
    [InlineData("""{"x":{"description":"X.","unit":"GBP","status":"enacted","evidence":"e","sources":["S"],"verified_on":"2026-11-21","values":{}}}""", "no value")]
    public void A_figure_without_provenance_is_refused(string json, string problem)
    {
        var sources = new Dictionary<string, Source> { ["S"] = new("A source", null) };

        Should.Throw<InvalidDataException>(() => ParameterFiles.Parse("mine.json", Encoding.UTF8.GetBytes(json), sources))
            .Message.ShouldSatisfyAllConditions(m => m.ShouldStartWith("mine.json: parameter 'x'"), m => m.ShouldContain(problem));
    }

    [Theory]
    [InlineData("CA", true)]
    [InlineData("AZ CA NY", true)]
    [InlineData("CO", false)]
    [InlineData(null, false)]
    public void A_condition_holds_by_one_value_or_among_several_choices(string? value, bool holds) =>
        new FieldCondition(["states"], ["CA"]).Holds(field => field == "states" ? value : null).ShouldBe(holds);

    /// <summary>Payslips, totals and journals know both by their names.</summary>
    [Fact]
    public void No_line_has_the_name_of_a_pay_item() =>
        (from pack in RulePacks.All from line in pack.Lines where pack.PayItems.TryGet(line.Name, out _) select $"{pack.Country} {line.Name}").ShouldBeEmpty();
}
