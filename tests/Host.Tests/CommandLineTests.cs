using Bureau.Testing;

namespace Bureau.Host.Tests;

/// <summary>The built program, started as people start it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bureau-verbs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Help_names_every_verb_and_each_verb_explains_itself()
    {
        var (exit, help) = await BureauProcess.RunAsync(_folder, "--help");

        exit.ShouldBe(0);
        foreach (var verb in new[] { "migrate", "import --client CODE --file F", "verify" }) help.ShouldContain(verb);
        var (_, verify) = await BureauProcess.RunAsync(_folder, "verify", "--help");
        verify.ShouldContain("Exit 1 on any difference");
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty("help touches no data");
    }

    [Fact]
    public async Task An_unknown_verb_is_not_guessed_at()
    {
        var (exit, output) = await BureauProcess.RunAsync(_folder, "mirgate");

        exit.ShouldBe(2);
        output.ShouldContain("There is no verb 'mirgate'");
        output.ShouldContain("migrate");
    }

    [Fact]
    public async Task An_empty_folder_becomes_a_store_once_and_verifies()
    {
        var (first, applied) = await BureauProcess.RunAsync(_folder, "migrate");
        var (second, nothing) = await BureauProcess.RunAsync(_folder, "migrate");
        var (verified, report) = await BureauProcess.RunAsync(_folder, "verify");

        (first, second, verified).ShouldBe((0, 0, 0), applied + nothing + report);
        applied.ShouldMatch(@"^[1-9]\d* migrations applied\.$");
        nothing.ShouldBe("0 migrations applied.");
        report.Split('\n')[^1].ShouldMatch(@"^\d+ passed, 0 failed$");
    }

    [Fact]
    public async Task Verify_makes_a_store_of_an_empty_folder_rather_than_fail_over_it()
    {
        var (exit, report) = await BureauProcess.RunAsync(_folder, "verify");

        exit.ShouldBe(0, report);
        report.Split('\n')[^1].ShouldBe("0 passed, 0 failed");
    }

    [Fact]
    public async Task An_import_says_what_is_missing()
    {
        await BureauProcess.RunAsync(_folder, "migrate");
        var file = Path.Combine(_folder, "HARBOUR-people.csv");
        await File.WriteAllTextAsync(file, "employee_number,family_name,start_date\n");

        var (unnamed, usage) = await BureauProcess.RunAsync(_folder, "import", "--client", "HARBOUR");
        var (unknown, message) = await BureauProcess.RunAsync(_folder, "import", "--client", "HARBOUR", "--file", file, "--dry-run");

        (unnamed, unknown).ShouldBe((2, 2));
        usage.ShouldContain("--file F");
        message.ShouldContain("There is no client 'HARBOUR'");
    }

    [Fact]
    public async Task Conformance_ends_with_its_count()
    {
        var (exit, output) = await BureauProcess.RunAsync(_folder, "conformance", "--pack", "GB");

        output.Split('\n')[^1].Trim().ShouldMatch(@"^[1-9]\d* passed, 0 failed$");
        exit.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_instance_on_the_same_data_is_refused()
    {
        await using var first = BureauProcess.Serve(_folder, "--Demonstration=false");
        await first.Address.WaitAsync(TimeSpan.FromMinutes(1));
        await using var second = BureauProcess.Serve(_folder, "--Demonstration=false");

        (await second.ExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);
        second.Output.ShouldContain($"Another Bureau already serves the data in {_folder}. Nothing was changed.");
        using var http = new HttpClient();
        var answer = await http.GetAsync(new Uri(await first.Address, "/health"));
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Healthy", "the first is not disturbed");
        answer.Headers.Contains("Server").ShouldBeFalse("nobody needs to know what serves");
    }
}
