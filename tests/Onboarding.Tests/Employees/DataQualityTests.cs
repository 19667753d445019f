using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Bureau.Onboarding.Employees.DataQuality;
using Bureau.Onboarding.Employees.FindPeople;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests;

public sealed class DataQualityTests
{
    private static readonly EmployeeFields Fields = EmployeeFields.For("GB");
    private static readonly DateOnly Today = new(2026, 11, 2);

    private static Dictionary<string, string?> Complete() => new(People.Salaried())
    {
        [FactNames.BankAccountName] = "Ana Silva",
        ["bank_sort_code"] = "200000",
        [FactNames.BankAccountNumber] = "55779911",
        ["address_line_1"] = "1 Quay Street",
        ["postcode"] = "BS1 4QA",
        [FactNames.Email] = "ana@example.com",
        ["date_of_birth"] = "1988-05-01",
        ["nino"] = "AB123456C",
        [FactNames.CostCentre] = "100",
    };

    private static List<(string Field, string Kind)> Judge(Action<Dictionary<string, string?>> change, DateOnly? start = null)
    {
        var values = Complete();
        change(values);
        return [.. DataQuality.Judge(Fields, new Employee { Id = 1, StartDate = start ?? new DateOnly(2024, 1, 1) }, f => values.GetValueOrDefault(f), Today).Select(i => (i.Field, i.Kind))];
    }

    [Fact]
    public void Nothing_is_found_in_what_is_complete() => Judge(_ => { }).ShouldBeEmpty();

    [Theory]
    [InlineData("nino", null, "missing")]
    [InlineData("postcode", null, "missing")]
    [InlineData("tax_code", null, "missing")]
    [InlineData("nino", "XX999", "malformed")]
    [InlineData("bank_account_number", "00000000", "suspicious")]
    [InlineData("bank_account_number", "12345678", "suspicious")]
    [InlineData("bank_sort_code", "111111", "suspicious")]
    [InlineData("date_of_birth", "2020-01-01", "impossible")]
    [InlineData("date_of_birth", "1899-01-01", "suspicious")]
    public void What_is_missing_malformed_or_suspicious_is_named_with_its_field(string field, string? value, string what) =>
        Judge(v => v[field] = value).ShouldHaveSingleItem().ShouldSatisfyAllConditions(i => i.Field.ShouldBe(field), i => i.Kind.ShouldContain(what));

    [Theory, OnEachEngine]
    public async Task Twins_are_found_by_account_and_name_and_lower_the_score(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        await people.EmployAsync("10", new DateOnly(2024, 1, 1), Complete(), family: "Silva");
        (await ReportAsync(people)).ShouldSatisfyAllConditions(r => r.Score.ShouldBe(100), r => r.Issues.ShouldBeEmpty());

        await people.EmployAsync("11", new DateOnly(2024, 1, 1), new(Complete()) { ["nino"] = "AB123457C" }, family: "Sílva");
        var report = await ReportAsync(people);
        report.Issues.Select(i => i.Kind).Distinct().ShouldBe(["Account number: the same for several people", "The same name"]);
        report.Issues.Single(i => i.Number == "10" && i.Section == "bank").Message.ShouldBe("Also of 11.");
        report.Score.ShouldBeInRange(80, 99);
        report.Issues.ShouldAllBe(i => !i.Message.Contains("55779911", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task Search_finds_people_for_those_who_may_see_them(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        await people.EmployAsync("H77", new DateOnly(2024, 1, 1), family: "Wójcik");
        var search = people.House.Get<Kernel.Web.ISearch>().ShouldBeOfType<SearchPeople>();
        (await search.FindAsync(people.Hr, people.Client, "wojcik")).ShouldHaveSingleItem().Title.ShouldBe("Wójcik, Ana, H77");
        (await search.FindAsync(people.Hr, people.Client, "h7")).Count.ShouldBe(1);
        (await search.FindAsync(people.Of(99, "Ana", Kernel.Identity.Role.Employee, 1), people.Client, "wojcik")).ShouldBeEmpty();
    }

    private static async Task<QualityReport> ReportAsync(People people)
    {
        await using var db = await people.House.Get<OnboardingStore>().OpenAsync(people.Client.Id);
        return await DataQuality.JudgeAsync(db, people.House.Get<SensitiveValues>(), Fields, people.Client, default);
    }
}
