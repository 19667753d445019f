using Bureau.Compliance.RulePackRegistry;
using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Web;
using Bureau.Testing;

namespace Bureau.Compliance.Tests;

public class RulePackTests
{
    private static readonly Actor Officer = TestHouse.Person(9, "Olu Carr", Role.ComplianceOfficer);

    [Theory, OnEachEngine]
    public async Task Test_cases_run_in_the_background_and_their_result_is_kept_by_version(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine, new ComplianceModule());
        var (run, read, pack) = (house.Get<RunConformance>(), house.Get<ReadConformance>(), RulePacks.For("GB"));
        (await read.OfAsync(pack)).ShouldBeEmpty();

        await run.RequestAsync(pack, Officer);
        await run.RequestAsync(pack, Officer);
        (await read.IsPendingAsync(pack)).ShouldBeTrue();
        (await house.Get<JobRunner>().RunDueAsync()).ShouldBe(1);

        (await read.IsPendingAsync(pack)).ShouldBeFalse();
        var expected = Conformance.Run(pack);
        (await read.OfAsync(pack)).Select(f => (f.PackVersion, f.FileName, f.Cases, f.Passed, f.Failed)).ShouldBe(
            expected.Files.OrderBy(f => f.File, StringComparer.Ordinal).Select(f => (pack.Version, f.File, f.Cases, f.Passed, f.Failures.Count)), ignoreOrder: true);
        expected.Files.Count.ShouldBeGreaterThan(0);

        await run.RequestAsync(pack, Officer);
        await house.SettleAsync();
        (await read.OfAsync(pack)).Count.ShouldBe(expected.Files.Count);
        (await house.Get<AuditTrail>().ReadAsync(house.Get<ComplianceStore>(), AuditTrail.Provider, "rule-pack/GB", 0, 10)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Conformance_on_the_command_line_says_each_failure_and_ends_with_the_sum()
    {
        var folder = Directory.CreateTempSubdirectory("bureau-vectors-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "mine.csv"), """
                case,kind,source,pay_date,frequency,field.tax_code,field.ni_category,pay.regular,expect.net_pay
                right,derived,sum,2026-11-27,monthly,NT,X,1000.00,1000.00
                wrong,derived,sum,2026-11-27,monthly,NT,X,1000.00,999.00
                """);

            var (exit, output, _) = await RunAsync("conformance", "--pack", "gb", "--vectors", folder);

            exit.ShouldBe(1);
            output.ShouldContain("mine.csv, line 3: wrong");
            output.ShouldContain("net_pay: expected 999.00, got 1000.00");
            output.TrimEnd().Split('\n')[^1].ShouldBe("1 passed, 1 failed");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Conformance_of_the_packs_own_cases_passes()
    {
        var (exit, output, _) = await RunAsync("conformance");

        output.TrimEnd().Split('\n')[^1].ShouldEndWith(" passed, 0 failed");
        exit.ShouldBe(0);
    }

    [Theory]
    [InlineData(2, "there is no rule pack 'ZZ'", "conformance", "--pack", "ZZ")]
    [InlineData(2, "there is no directory '/nowhere'", "conformance", "--vectors", "/nowhere")]
    [InlineData(2, "calculate --pack GB --in", "calculate", "--pack", "GB")]
    [InlineData(2, "there is no file '/nowhere.csv'", "calculate", "--pack", "GB", "--in", "/nowhere.csv", "--out", "/tmp/out.csv")]
    public async Task A_call_that_is_not_understood_says_how_to_call(int expected, string says, params string[] call)
    {
        var (exit, _, error) = await RunAsync(call);

        exit.ShouldBe(expected);
        error.ShouldContain(says);
    }

    [Fact]
    public async Task Calculate_writes_good_rows_and_tells_bad_ones_by_line_and_column()
    {
        var folder = Directory.CreateTempSubdirectory("bureau-cases-").FullName;
        try
        {
            var (input, output) = (Path.Combine(folder, "cases.csv"), Path.Combine(folder, "results.csv"));
            await File.WriteAllTextAsync(input, """
                case,pay_date,frequency,field.tax_code,field.ni_category,pay.regular
                one,2026-11-27,monthly,1257L,A,3000.00
                two,2026-11-27,monthly,1257L,A,three
                """);

            var (exit, said, error) = await RunAsync("calculate", "--pack", "GB", "--in", input, "--out", output);

            exit.ShouldBe(1);
            said.Trim().ShouldBe("1 calculated, 1 refused");
            error.ShouldContain("line 3, column pay.regular");
            var lines = await File.ReadAllLinesAsync(output);
            lines.Length.ShouldBe(2);
            lines[0].ShouldStartWith("case,");
            lines[1].ShouldStartWith("one,");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Exit, string Out, string Error)> RunAsync(params string[] call)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var verb = ((IModule)new ComplianceModule()).Verbs.Single(v => v.Name == call[0]);
        var exit = await verb.RunAsync(new VerbContext(Nothing.Services, call[1..], output, error, CancellationToken.None));
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>These verbs need no services: they work without a store.</summary>
    private sealed class Nothing : IServiceProvider
    {
        public static readonly Nothing Services = new();

        public object? GetService(Type serviceType) => throw new InvalidOperationException("A rule pack needs no services.");
    }
}
