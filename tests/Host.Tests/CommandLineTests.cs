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
        foreach (var verb in new[] { "migrate", "import --client CODE --file F", "account --email A", "verify" }) help.ShouldContain(verb);
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
    public async Task The_first_operations_lead_of_a_fresh_store_comes_from_the_command_line()
    {
        var (opened, first) = await BureauProcess.RunAsync(_folder, "account", "--email", "olga@provider.example", "--name", "Olga Lind", "--role", "operations-lead");
        var (added, more) = await BureauProcess.RunAsync(_folder, "account", "--email", "Olga@provider.example", "--role", "auditor");
        var (closed, _) = await BureauProcess.RunAsync(_folder, "account", "--email", "olga@provider.example", "--close");
        var (refused, why) = await BureauProcess.RunAsync(_folder, "account", "--email", "olga@provider.example", "--new-password");
        var (reopened, _) = await BureauProcess.RunAsync(_folder, "account", "--email", "olga@provider.example", "--reopen");
        var (renewed, second) = await BureauProcess.RunAsync(_folder, "account", "--email", "olga@provider.example", "--new-password");

        (opened, added, closed, refused, reopened, renewed).ShouldBe((0, 0, 0, 2, 0, 0), first + more + why + second);
        first.ShouldMatch("One-time password: ([a-z2-9]{4}-){3}[a-z2-9]{4}");
        more.ShouldNotContain("One-time password");
        why.ShouldContain("Reopen it first");
        second.ShouldContain("One-time password: ");
        second.ShouldNotContain(first.Split("password: ")[1][..19]);
        foreach (var told in new[] { first, more, second }) told.ShouldNotContain("Olga", Case.Insensitive, "what a terminal shows ends in logs");

        await using var served = BureauProcess.Serve(_folder);
        await served.Address.WaitAsync(TimeSpan.FromMinutes(1));
        served.Output.ShouldNotContain("demonstration", Case.Insensitive, "a store with a sign-in is somebody's own");
    }

    [Theory]
    [InlineData("Name the address with --email", "--role", "auditor")]
    [InlineData("Say one thing to do", "--email", "a@b.example")]
    [InlineData("Say one thing to do", "--email", "a@b.example", "--close", "--reopen")]
    [InlineData("There is no option '--mail'", "--mail", "a@b.example", "--close")]
    [InlineData("Write a value after --client", "--email", "a@b.example", "--role", "client-hr", "--client")]
    [InlineData("Write a value after --name", "--email", "a@b.example", "--name", "--role", "auditor")]
    [InlineData("--email: Write an email address", "--email", "a b@c.example", "--name", "A", "--role", "auditor")]
    [InlineData("--email: There is no sign-in with this address", "--email", "a@b.example", "--close")]
    [InlineData("--name: Write the person's name", "--email", "a@b.example", "--role", "auditor")]
    [InlineData("--role: Choose one of the roles: payroll-specialist, payroll-approver,", "--email", "a@b.example", "--name", "A", "--role", "boss")]
    [InlineData("--client: Client HR is a role at one client", "--email", "a@b.example", "--name", "A", "--role", "client-hr")]
    [InlineData("--client: There is no client with the code 'NOWHERE'", "--email", "a@b.example", "--role", "employee", "--client", "nowhere", "--employee", "7")]
    [InlineData("--employee: Only the role employee has an employee number", "--email", "a@b.example", "--name", "A", "--role", "auditor", "--employee", "7")]
    public async Task What_is_wrong_with_a_call_for_a_sign_in_is_said_and_nothing_is_done(string told, params string[] args)
    {
        var (exit, output) = await BureauProcess.RunAsync(_folder, ["account", .. args]);

        exit.ShouldBe(2, output);
        output.ShouldContain(told);
        output.ShouldNotContain("One-time password");
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
