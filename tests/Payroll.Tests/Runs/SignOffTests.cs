using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.PayRuns.Questions;
using Bureau.Payroll.PayRuns.SignOff;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>A client who signs runs off. With the calendar of the house the sign-off of November is due on the 24th at noon, the approval a working day later.</summary>
public sealed class SignOffTests
{
    private static readonly Kernel.Clients.ClientId Client = TestHouse.Harbour.Id;
    private static readonly Actor Signatory = TestHouse.Person(21, "Marcus", Role.ClientApprover);
    private static readonly Actor OtherSignatory = TestHouse.Person(22, "Nina", Role.ClientApprover);
    private static readonly Actor Hr = TestHouse.Person(23, "Dana", Role.ClientHr, Role.ClientApprover);
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory, OnEachEngine]
    public async Task A_run_is_approved_once_the_client_has_found_everybodys_pay_right_and_signed(Engine engine)
    {
        await using var house = await SubmittedAsync(engine);
        var run = (await house.RunsAsync())[0];
        (await ApproveAsync(house, run)).ShouldContain("has not signed off");
        (await SignAsync(house, run)).ShouldContain("2 people");
        (await RightAsync(house, run, 1)).ShouldBeEmpty();
        (await SignAsync(house, run)).ShouldContain("1 person");
        (await RightAsync(house, run)).ShouldBeEmpty();

        (await SignAsync(house, run)).ShouldBeEmpty();
        (await SignAsync(house, run)).ShouldBeEmpty("a double click");
        (await SignAsync(house, run, OtherSignatory)).ShouldContain("Marcus has signed");

        (await ApproveAsync(house, run)).ShouldBeEmpty();
        (await ActionsAsync(house, run)).ShouldBe(["open", "calculate", "complete", "submit", "sign-off", "approve"]);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_signs_for_the_client_who_is_not_its_signatory_or_brought_the_figures_about()
    {
        await using var house = await SubmittedAsync();
        var run = (await house.RunsAsync())[0];
        (await RightAsync(house, run, actor: PayrollHouse.Approver)).ShouldContain("may not");
        (await SignAsync(house, run, PayrollHouse.Approver)).ShouldContain("may not");

        var entered = await house.Get<EnterPayInput>().RunAsync(TestHouse.Harbour, Hr, run, new(1, new TypedPayInput("bonus", null, null, "100.00", "Fair")));
        entered.Problems.Select(p => p.Message).ShouldBeEmpty();
        run = await house.AgainAsync(run.Id);
        await house.SubmitAsync(run);
        (await RightAsync(house, run, actor: Hr)).ShouldBeEmpty();
        (await SignAsync(house, run, Hr)).ShouldContain("Somebody else of the client");
        (await SignAsync(house, run)).ShouldBeEmpty();
    }

    /// <summary>Pay that comes back every period is vouched for by somebody else once; after that it is pay as it was.</summary>
    [Theory, OnEachEngine]
    public async Task Who_entered_recurring_pay_cannot_sign_the_first_run_that_pays_by_it(Engine engine)
    {
        await using var house = await SubmittedAsync(engine);
        var november = (await house.RunsAsync())[0];
        var bonus = new PayInputRequest(1, new TypedPayInput("bonus", null, null, "100.00", "Agreed"), EveryPeriod: true);
        (await house.Get<EnterPayInput>().RunAsync(TestHouse.Harbour, Hr, november, bonus)).Problems.ShouldBeEmpty();
        november = await house.AgainAsync(november.Id);
        await house.SubmitAsync(november);
        (await RightAsync(house, november)).ShouldBeEmpty();
        (await SignAsync(house, november, Hr)).ShouldContain("Somebody else of the client");
        (await SignAsync(house, november)).ShouldBeEmpty();
        (await ApproveAsync(house, november)).ShouldBeEmpty();

        house.Clock.Set(november.ReleaseAt);
        await house.House.SettleAsync();
        house.Clock.Set(new DateTimeOffset(2026, 12, 23, 18, 0, 0, TimeSpan.Zero));
        await house.House.SettleAsync(tick: true);
        var december = (await house.RunsAsync())[1];
        await house.SubmitAsync(december);
        (await RightAsync(house, december, actor: Hr)).ShouldBeEmpty();
        (await SignAsync(house, december, Hr)).ShouldBeEmpty("another has signed for that pay in November");

        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        var standing = (await ReadPayInputs.OfEmployeeAsync(db, december, 1, default)).Single();
        (await house.Get<EnterPayInput>().WithdrawAsync(TestHouse.Harbour, Hr, december, 1, standing.Id, "Ended")).Problems.ShouldBeEmpty();
        december = await house.AgainAsync(december.Id);
        await house.SubmitAsync(december);
        (await RightAsync(house, december, actor: Hr)).ShouldBeEmpty();
        (await SignAsync(house, december, Hr)).ShouldContain("Somebody else of the client", customMessage: "its end alters pay as well");
    }

    [Theory, OnEachEngine]
    public async Task An_open_question_keeps_the_client_from_signing_and_one_asked_later_the_approver_from_approving(Engine engine)
    {
        await using var house = await SubmittedAsync(engine);
        var run = (await house.RunsAsync())[0];
        await AskAsync(house, run, 1);
        (await RightAsync(house, run)).ShouldBeEmpty();
        (await StateAsync(house, run)).ShouldSatisfyAllConditions(s => s.ToLookAt.ShouldBe(1, "whom a question is about is not found right with the others"), s => s.OpenQuestions.ShouldBe(1));
        (await SignAsync(house, run)).ShouldContain("A question is open");
        await SettleAsync(house, run);
        (await RightAsync(house, run)).ShouldBeEmpty();
        (await SignAsync(house, run)).ShouldBeEmpty();

        await AskAsync(house, run, 2);
        (await ApproveAsync(house, run)).ShouldContain("asked after the client signed");
        await SettleAsync(house, run);
        (await ApproveAsync(house, run)).ShouldBeEmpty();
    }

    [Theory, OnEachEngine]
    public async Task Other_figures_need_another_signature_and_only_whose_pay_changed_is_looked_at_again(Engine engine)
    {
        await using var house = await SubmittedAsync(engine);
        var run = (await house.RunsAsync())[0];
        (await RightAsync(house, run)).ShouldBeEmpty();
        (await SignAsync(house, run)).ShouldBeEmpty();

        house.People.Set(2, Onboarding.Contracts.FactNames.AnnualSalary, "48000", known: house.Clock.GetUtcNow());
        var changed = await house.AgainAsync(run.Id);
        changed.Seal.ShouldNotBe(run.Seal);
        (await SignAsync(house, changed)).ShouldContain("once the specialist has submitted it");
        await house.SubmitAsync(changed);

        (await ApproveAsync(house, changed)).ShouldContain("has not signed off");
        (await SignAsync(house, run)).ShouldContain("no longer those");
        (await StateAsync(house, changed)).ShouldSatisfyAllConditions(s => s.Signature.ShouldBeNull(), s => s.ToLookAt.ShouldBe(1));
        (await RightAsync(house, changed, 2)).ShouldBeEmpty();
        (await SignAsync(house, changed)).ShouldBeEmpty();
        (await ApproveAsync(house, changed)).ShouldBeEmpty();
    }

    [Theory, OnEachEngine]
    public async Task Of_signatories_at_once_one_signs(Engine engine)
    {
        await using var house = await SubmittedAsync(engine);
        var run = (await house.RunsAsync())[0];
        await Task.WhenAll(RightAsync(house, run), RightAsync(house, run, actor: OtherSignatory));

        var problems = await Task.WhenAll(SignAsync(house, run), SignAsync(house, run, OtherSignatory), SignAsync(house, run));

        problems.ShouldContain("");
        problems.ShouldContain(p => p.Contains("has signed", StringComparison.Ordinal));
        (await ActionsAsync(house, run)).Count(a => a == "sign-off").ShouldBe(1);
    }

    [Fact]
    public async Task A_client_who_is_late_does_not_make_everybodys_pay_late()
    {
        await using var house = await SubmittedAsync();
        var run = (await house.RunsAsync())[0];
        house.Clock.Set(Due.AddMinutes(-1));
        (await ApproveAsync(house, run, "Client is on a plane")).ShouldContain("24 Nov 2026, 12:00");
        house.Clock.Set(Due);
        (await ApproveAsync(house, run)).ShouldContain("Say why");
        (await ApproveAsync(house, run, "Client is on a plane")).ShouldBeEmpty();

        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        (await Timeline.ReadAsync(db, run.Id))[^1].ShouldSatisfyAllConditions(e => e.Action.ShouldBe("approve"), e => e.Reason.ShouldBe("Without the client's sign-off: Client is on a plane"));
        (await SignAsync(house, run)).ShouldContain("approved");
    }

    [Fact]
    public async Task A_reason_for_not_waiting_is_not_noted_when_the_client_has_signed()
    {
        await using var house = await SubmittedAsync();
        var run = (await house.RunsAsync())[0];
        house.Clock.Set(Due);
        await RightAsync(house, run);
        (await SignAsync(house, run)).ShouldBeEmpty();
        (await ApproveAsync(house, run, "Client is on a plane")).ShouldBeEmpty();
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        (await Timeline.ReadAsync(db, run.Id))[^1].Reason.ShouldBeNull();
    }

    [Theory, OnEachEngine]
    public async Task The_client_is_reminded_twice_and_then_the_provider_told_each_once(Engine engine)
    {
        await using var house = await SubmittedAsync(engine);
        var run = (await house.RunsAsync())[0];
        foreach (var (at, sent) in new (DateTimeOffset, string[])[]
        {
            (Due.AddDays(-1).AddMinutes(-1), []),
            (Due.AddDays(-1), ["sign-off-soon"]),
            (Due.AddMinutes(-1), ["sign-off-soon"]),
            (Due, ["sign-off-soon", "sign-off-due"]),
            (Due.AddHours(1), ["sign-off-soon", "sign-off-due", "sign-off-missed"]),
            (Due.AddDays(1), ["sign-off-soon", "sign-off-due", "sign-off-missed"]),
        })
        {
            house.Clock.Set(at);
            await Task.WhenAll(RemindAsync(house), RemindAsync(house));
            await RemindAsync(house);
            (await ActionsAsync(house, run)).Where(a => a.StartsWith("sign-off-", StringComparison.Ordinal)).ShouldBe(sent, at.ToString("s"));
        }
    }

    [Fact]
    public async Task Who_has_signed_is_not_reminded()
    {
        await using var house = await SubmittedAsync();
        var run = (await house.RunsAsync())[0];
        await RightAsync(house, run);
        (await SignAsync(house, run)).ShouldBeEmpty();
        house.Clock.Set(Due.AddHours(2));
        await RemindAsync(house);
        (await ActionsAsync(house, run)).ShouldNotContain(a => a.StartsWith("sign-off-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notices_reach_whom_they_concern_and_name_neither_people_nor_pay()
    {
        await using var house = await PayrollHouse.StartAsync(signsOff: true);
        var accounts = house.Get<Accounts>();
        foreach (var (name, membership) in new (string, Membership)[]
        {
            ("marcus", new(Role.ClientApprover, Client)), ("dana", new(Role.ClientHr, Client)), ("other", new(Role.ClientApprover, new(999))),
            ("pat", new(Role.PayrollSpecialist, null)), ("quiet", new(Role.PayrollSpecialist, null)), ("ingrid", new(Role.OperationsLead, null)), ("emp1", new(Role.Employee, Client, 1)), ("emp9", new(Role.Employee, Client, 9)),
        })
            await accounts.OpenAsync($"{name}@x.example", name, "correct horse battery", [membership]);
        await accounts.SpeakAsync((await accounts.FindAsync("emp1@x.example"))!.Value, "es");
        var pat = (await accounts.FindActorAsync((await accounts.FindAsync("pat@x.example"))!.Value))!;
        var marcus = (await accounts.FindActorAsync((await accounts.FindAsync("marcus@x.example"))!.Value))!;
        house.People.Salaried(1, 36_000m);
        var run = await house.InReviewAsync();
        (await house.Get<SubmitPayRun>().RunAsync(Client, run.Id, run.Seal!, pat)).Problem.ShouldBeNull();
        (await NewNoticesAsync(house)).ShouldBe(["marcus@x.example: Sign off: Harbour & Vale Ltd, November 2026"]);

        (await house.Get<DiscussRun>().AskAsync(Client, run.Id, 1, "", "Why 3,000.00 for Employee 1?", marcus)).Problem.ShouldBeNull();
        (await NewNoticesAsync(house)).ShouldBe(["pat@x.example: A question was asked: Harbour & Vale Ltd, November 2026"]);
        await SettleAsync(house, run, pat);
        (await NewNoticesAsync(house)).ShouldBe(["dana@x.example: A question was settled: Harbour & Vale Ltd, November 2026", "marcus@x.example: A question was settled: Harbour & Vale Ltd, November 2026"]);

        house.Clock.Set(Due.AddHours(2));
        await RemindAsync(house);
        (await NewNoticesAsync(house)).ShouldBe(
        [
            "ingrid@x.example: Client has not signed off: Harbour & Vale Ltd, November 2026", "marcus@x.example: Due now, sign off: Harbour & Vale Ltd, November 2026",
            "pat@x.example: Client has not signed off: Harbour & Vale Ltd, November 2026",
        ]);
        await RightAsync(house, run, actor: marcus);
        (await SignAsync(house, run, marcus)).ShouldBeEmpty();
        (await NewNoticesAsync(house)).ShouldBe(["pat@x.example: Signed off: Harbour & Vale Ltd, November 2026"]);
        (await ApproveAsync(house, run)).ShouldBeEmpty();
        house.Clock.Set(run.ReleaseAt);
        await house.House.SettleAsync();
        (await NewNoticesAsync(house)).ShouldBe(["emp1@x.example: Su recibo de pago está listo"]);
    }

    [Theory]
    [InlineData("2026-11-23T17:00", "2026-11-25T12:00", "2026-11-24T12:00")] // the day before
    [InlineData("2026-11-19T17:00", "2026-11-23T12:00", "2026-11-20T12:00")] // Friday before a Monday
    [InlineData("2026-11-25T09:00", "2026-11-25T17:00", "2026-11-25T15:00")] // no day between
    [InlineData("2026-11-24T12:00", "2026-11-25T12:00", "2026-11-25T10:00")] // a day before would be the cut-off itself
    [InlineData("2026-11-25T15:00", "2026-11-25T17:00", "2026-11-25T16:00")] // half of what little time there is
    public async Task The_deadline_comes_from_the_calendar(string cutOff, string approveBy, string due)
    {
        await using var house = await PayrollHouse.StartAsync(signsOff: true);
        var run = new PayRun { CutOffAt = Utc(cutOff), ApproveBy = Utc(approveBy) };
        house.Get<SignOffRule>().DueAt(run, TestHouse.Harbour).ShouldBe(Utc(due));

        static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_deadline_of_a_follow_up_run_counts_from_its_making()
    {
        await using var house = await PayrollHouse.StartAsync(signsOff: true);
        var approveBy = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
        var rule = house.Get<SignOffRule>();
        rule.DueAt(new PayRun { FollowsRunId = 1, CreatedAt = approveBy.AddDays(-3), CutOffAt = approveBy, ApproveBy = approveBy }, TestHouse.Harbour).ShouldBe(approveBy.AddDays(-1));
        rule.DueAt(new PayRun { FollowsRunId = 1, CreatedAt = approveBy.AddDays(1), CutOffAt = approveBy.AddDays(1), ApproveBy = approveBy }, TestHouse.Harbour).ShouldBe(approveBy);
    }

    private static async Task<PayrollHouse> SubmittedAsync(Engine engine = Engine.Sqlite)
    {
        var house = await PayrollHouse.StartAsync(engine, signsOff: true);
        house.People.Salaried(1, 36_000m);
        house.People.Salaried(2, 30_000m);
        await house.SubmitAsync(await house.InReviewAsync());
        return house;
    }

    private static async Task<string> RightAsync(PayrollHouse house, PayRun run, long? employee = null, Actor? actor = null) =>
        (await house.Get<SignOffPayRun>().FindRightAsync(Client, run.Id, run.Seal!, employee, actor ?? Signatory)).Problem ?? "";

    private static async Task<string> SignAsync(PayrollHouse house, PayRun run, Actor? actor = null) =>
        (await house.Get<SignOffPayRun>().SignAsync(Client, run.Id, run.Seal!, actor ?? Signatory)).Problem ?? "";

    private static async Task<string> ApproveAsync(PayrollHouse house, PayRun run, string? without = null) =>
        (await house.Get<ApprovePayRun>().RunAsync(Client, run.Id, run.Seal!, PayrollHouse.Approver, without)).Problem ?? "";

    private static async Task AskAsync(PayrollHouse house, PayRun run, long employee) =>
        (await house.Get<DiscussRun>().AskAsync(Client, run.Id, employee, "", "Is that right?", Signatory)).Problem.ShouldBeNull();

    private static async Task SettleAsync(PayrollHouse house, PayRun run, Actor? actor = null)
    {
        Question open;
        await using (var db = await house.Get<PayrollStore>().OpenAsync(Client)) open = (await Question.OfRunAsync(db, run.Id)).Single(q => q.IsOpen);
        (await house.Get<DiscussRun>().ReplyAsync(Client, run.Id, open.Id, "", settles: true, actor ?? PayrollHouse.Preparer)).Problem.ShouldBeNull();
    }

    private static async Task<SignOffState> StateAsync(PayrollHouse house, PayRun run)
    {
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        return await SignOffState.ReadAsync(db, await house.RunAsync(run.Id), Due, CancellationToken.None);
    }

    private static Task RemindAsync(PayrollHouse house) =>
        house.House.Services.GetServices<ITick>().OfType<RemindOfSignOff>().Single().TickAsync(house.Clock.GetUtcNow(), CancellationToken.None);

    private static async Task<IReadOnlyList<string>> ActionsAsync(PayrollHouse house, PayRun run)
    {
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        return [.. (await Timeline.ReadAsync(db, run.Id)).Select(e => e.Action)];
    }

    /// <summary>To whom what was sent since the last look. None may carry a name of somebody on the payroll or an amount.</summary>
    private static async Task<IReadOnlyList<string>> NewNoticesAsync(PayrollHouse house)
    {
        await house.House.SettleAsync();
        var found = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(house.House.Folder, "notices"), "*.eml"))
        {
            var lines = await File.ReadAllLinesAsync(file);
            string Header(string name) => lines.First(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
            var split = Array.IndexOf(lines, "");
            var body = string.Join("\n", lines[(split + 1)..]);
            body.ShouldSatisfyAllConditions(b => b.ShouldContain("http://"), b => b.ShouldNotContain("3,000"), b => b.ShouldNotContain("3.000"), b => b.ShouldNotContain("Employee 1"), b => b.ShouldNotContain("Person"));
            using var subject = System.Net.Mail.Attachment.CreateAttachmentFromString("", Header("Subject"));
            found.Add($"{Header("To")}: {subject.Name}");
            File.Delete(file);
        }
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
