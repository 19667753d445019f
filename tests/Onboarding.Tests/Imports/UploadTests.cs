using System.Text;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Imports;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests.Imports;

public sealed class UploadTests
{
    private const string People = "employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary\nH1,Ana,Silva,2020-01-06,MONTHLY,salary,42000\n";

    [Theory, OnEachEngine]
    public async Task What_was_checked_is_committed_once_and_then_forgotten(Engine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(engine);
        var (id, report) = await desk.Uploads.CheckAsync(desk.Hr, desk.Client, null, @"C:\Users\ivy\HARBOUR-people.csv", Encoding.UTF8.GetBytes(People));
        report.Kind.ShouldBe("people");
        (await FindAsync(desk, id)).ShouldSatisfyAllConditions(u => u.State.ShouldBe("checked"), u => u.FileName.ShouldBe("HARBOUR-people.csv"), u => u.RowsAdded.ShouldBe(1));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desk.Uploads.CommitAsync(desk.Hr, desk.Client, id)));

        outcomes.Count(o => o.Refusal is null && o.Report!.Committed).ShouldBe(1);
        (await FindAsync(desk, id)).ShouldSatisfyAllConditions(u => u.State.ShouldBe("committed"), u => u.CommittedByName.ShouldBe("Ivy Hart"), u => u.NextAddress!.ShouldStartWith("/c/HARBOUR/people/changes?import="));
        (await desk.ChangesAsync()).ShouldBe(1);
        (await desk.CountAsync("select count(*) from onboarding.import_upload where client_id = @Client and content is not null")).ShouldBe(0);
        (await desk.Uploads.CommitAsync(desk.Hr, desk.Client, id)).Refusal.ShouldBe("This file was committed already.");
    }

    [Fact]
    public async Task Problems_can_be_read_for_a_day_and_the_content_is_not_kept()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        var (id, _) = await desk.Uploads.CheckAsync(desk.Hr, desk.Client, "people", "HARBOUR-people.csv", Encoding.UTF8.GetBytes(People + "H2,Bo,Berg,tomorrow,MONTHLY,salary,42000\n"));
        var upload = await FindAsync(desk, id);
        upload.State.ShouldBe("refused");
        desk.Uploads.ProblemsOf(desk.Client, upload).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Row.ShouldBe(3), p => p.Value.ShouldBe("tomorrow"));
        (await desk.Uploads.CommitAsync(desk.Hr, desk.Client, id)).Refusal.ShouldBe("This file has problems. Correct it and upload it again.");
        (await desk.CountAsync("select count(*) from onboarding.import_upload where client_id = @Client and content is not null")).ShouldBe(0);

        desk.House.Clock.Advance(TimeSpan.FromHours(25));
        await desk.House.TickAsync();
        desk.Uploads.ProblemsOf(desk.Client, await FindAsync(desk, id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_nobody_commits_expires_after_a_day()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        var (id, _) = await desk.Uploads.CheckAsync(desk.Hr, desk.Client, "people", "HARBOUR-people.csv", Encoding.UTF8.GetBytes(People));
        desk.House.Clock.Advance(TimeSpan.FromHours(23));
        await desk.House.TickAsync();
        (await FindAsync(desk, id)).State.ShouldBe("checked");
        desk.House.Clock.Advance(TimeSpan.FromHours(2));
        await desk.House.TickAsync();
        (await FindAsync(desk, id)).State.ShouldBe("expired");
        (await desk.Uploads.CommitAsync(desk.Hr, desk.Client, id)).Refusal!.ShouldContain("Upload it again");
        (await desk.ChangesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_commit_that_died_can_be_tried_again_and_writes_nothing_twice()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        var (id, _) = await desk.Uploads.CheckAsync(desk.Hr, desk.Client, "people", "HARBOUR-people.csv", Encoding.UTF8.GetBytes(People));
        await using (var unit = await desk.House.Get<OnboardingStore>().BeginAsync(desk.Client.Id))
        {
            // As the process leaves it when it dies after the import and before the note of it.
            await unit.ExecuteAsync("update onboarding.import_upload set state = 'committing', committed_at = @Now where client_id = @Client and id = @Id", new { unit.Now, Id = id });
            await unit.CommitAsync();
        }
        await desk.CommitAsync("people", People);
        (await desk.Uploads.CommitAsync(desk.Hr, desk.Client, id)).Refusal.ShouldBe("This file is being committed.");

        desk.House.Clock.Advance(TimeSpan.FromMinutes(11));
        (await desk.Uploads.CommitAsync(desk.Hr, desk.Client, id)).Report.ShouldNotBeNull().Unchanged.ShouldBe(1);
        (await desk.ChangesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_command_line_tells_the_kind_by_the_header_and_cannot_approve_what_it_brought()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        var file = Path.Combine(desk.House.Folder, "HARBOUR-new.csv");
        await File.WriteAllTextAsync(file, People);

        (await RunAsync(desk, "--client", "HARBOUR", "--file", file, "--dry-run")).ShouldBe((0, "people: 1 row, 1 new, 0 changed, 0 unchanged. Dry run: nothing was written.\n"));
        (await desk.ChangesAsync()).ShouldBe(0);
        var (exit, output) = await RunAsync(desk, "--client", "HARBOUR", "--file", file);
        exit.ShouldBe(0);
        output.ShouldContain("1 new, 0 changed, 0 unchanged. Committed; see /c/HARBOUR/people/changes?import=");
        (await RunAsync(desk, "--client", "HARBOUR", "--file", file)).ShouldBe((0, "people: 1 row, 0 new, 0 changed, 1 unchanged. Nothing to write.\n"));

        var batch = long.Parse(output.Split("import=")[1], System.Globalization.CultureInfo.InvariantCulture);
        (await desk.House.Get<Changes.ApproveBatch>().RunAsync(Actor.CommandLine, desk.Client, batch)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_command_line_shows_rows_and_columns_but_no_values()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        var file = Path.Combine(desk.House.Folder, "HARBOUR-people.csv");
        await File.WriteAllTextAsync(file, People + "H2,Bo,=Berg,2026-11-02,MONTHLY,salary,42000\n");
        var (exit, output) = await RunAsync(desk, "--client", "HARBOUR", "--file", file, "--kind", "people");
        exit.ShouldBe(1);
        output.ShouldBe("row 3, family_name: The cell starts with =, which a spreadsheet would run as a formula. Write the plain value.\n1 problem. Nothing was written.\n");
        (await RunAsync(desk, "--client", "KESTREL", "--file", file)).Exit.ShouldBe(1);
    }

    [Theory]
    [InlineData("--client", "HARBOUR")]
    [InlineData("--client", "NOBODY", "--file", "x.csv")]
    [InlineData("--client", "HARBOUR", "--file", "/nowhere/x.csv")]
    [InlineData("--client", "HARBOUR", "--file", "x.csv", "--kind", "cats")]
    public async Task A_call_that_is_not_understood_ends_with_2(params string[] args)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        (await RunAsync(desk, args)).Exit.ShouldBe(2);
    }

    private static async Task<(int Exit, string Output)> RunAsync(ImportDesk desk, params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter());
        return (await ImportVerb.Verb.RunAsync(new VerbContext(desk.House.Services, args, output, error, CancellationToken.None)), output.ToString());
    }

    private static async Task<Upload> FindAsync(ImportDesk desk, long id)
    {
        await using var db = await desk.House.Get<OnboardingStore>().OpenAsync(desk.Client.Id);
        return (await Upload.FindAsync(db, id, CancellationToken.None)).ShouldNotBeNull();
    }
}
