using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Mail;
using Bureau.Kernel.Outbox;
using Bureau.Kernel.Web;
using Bureau.Payroll.PayRuns.Questions;
using Bureau.Payroll.PayRuns.SignOff;

namespace Bureau.Payroll.PayRuns;

/// <summary>Something stands on a run's timeline that somebody is told of.</summary>
[EventName("payroll.run-moved")]
internal sealed record RunMoved(long ClientId, long RunId, string Action, long ActorId);

/// <summary>Who is told by e-mail of what happens to a run: the client's signatories, the other side of a question, the run's specialist, everybody whose payslip it is.</summary>
internal sealed class TellOfRun(Notices notices, Accounts accounts, Permissions permissions, IClientDirectory clients, SignOffRule signOffs, IEnumerable<Translation> translations) : IHandle<RunMoved>
{
    public static readonly IReadOnlySet<string> Actions = new HashSet<string>(StringComparer.Ordinal)
    {
        PayRunAction.Submit.Name(), PayRunAction.Release.Name(), Timeline.SignOff, Timeline.SignOffSoon, Timeline.SignOffDue, Timeline.SignOffMissed, Timeline.Ask, Timeline.Answer, Timeline.Settle,
    };

    public async Task HandleAsync(RunMoved happened, UnitOfWork unit, CancellationToken ct)
    {
        if (!notices.AreOn) return;
        var client = await clients.GetAsync(unit.Client, ct);
        var run = await unit.SingleAsync<PayRun>(PayRun.SelectById, new { Id = happened.RunId }, ct);
        var name = $"{client.Name}, {RunWords.Period(run)}";
        var path = $"/c/{client.Code}/runs/{run.Id}";
        var due = Show.Instant(signOffs.DueAt(run, client), client.TimeZone);
        switch (happened.Action)
        {
            case "submit" when run.State == PayRunState.Submitted && await signOffs.IsAskedAsync(client.Id, ct) && !(await SignOffState.SignedAsync(unit, client.Id, ct)).Contains(run.Id):
                await TellAsync(await SignatoriesAsync(), $"Sign off: {name}", $"{name}: the pay run waits for your sign-off, until {due}.", path + "/sign-off");
                break;
            case Timeline.SignOffSoon:
                await TellAsync(await SignatoriesAsync(), $"Reminder, sign off: {name}", $"{name}: the pay run still waits for your sign-off, until {due}.", path + "/sign-off");
                break;
            case Timeline.SignOffDue:
                await TellAsync(await SignatoriesAsync(), $"Due now, sign off: {name}", $"{name}: your sign-off is due. From now on the pay run can be approved without it, so that people are paid on time.", path + "/sign-off");
                break;
            case Timeline.SignOffMissed:
                await TellAsync([.. await SpecialistAsync(), .. await HoldersAsync(Role.OperationsLead)], $"Client has not signed off: {name}", $"{name}: the client has not signed off, it was due {due}. The run can be approved without it, with a reason.", path);
                break;
            case Timeline.SignOff:
                await TellAsync(await SpecialistAsync(), $"Signed off: {name}", $"{name}: the client has signed off the pay run.", path);
                break;
            case Timeline.Ask or Timeline.Answer or Timeline.Settle:
                var what = happened.Action switch { Timeline.Ask => "A question was asked", Timeline.Answer => "A question was answered", _ => "A question was settled" };
                var toClient = await accounts.FindActorAsync(happened.ActorId, ct) is { } actor && DiscussRun.SideOf(actor, client.Id) == Side.Provider;
                await TellAsync(toClient ? await HoldersAsync(Role.ClientHr, Role.ClientApprover) : await SpecialistAsync(), $"{what}: {name}", $"{name}: {what.ToLowerInvariant()} about the pay run.", path + "/questions");
                break;
            case "release":
                var paid = (await unit.QueryAsync<long>("select employee_id from payroll.payslip where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct)).ToHashSet();
                foreach (var employee in (await HoldersAsync(Role.Employee)).Where(h => paid.Contains(h.Membership.EmployeeId ?? 0)))
                {
                    var words = new Wording(employee.Language ?? "en", translations);
                    await notices.AddAsync(unit, new(employee.AccountId, words["Your payslip is ready"], words["{0}: your payslip for the pay date {1} is ready.", client.Name, words.Day(run.PayDate)], $"/me/payslips/{run.Id}"), ct);
                }
                break;
        }

        async Task TellAsync(IReadOnlyList<Holder> whom, string subject, string text, string to)
        {
            foreach (var account in whom.Select(h => h.AccountId).Distinct()) await notices.AddAsync(unit, new(account, subject, text, to), ct);
        }

        Task<IReadOnlyList<Holder>> HoldersAsync(params Role[] roles) => accounts.HoldersAsync(client.Id, roles, ct);

        Task<IReadOnlyList<Holder>> SignatoriesAsync() => HoldersAsync(permissions.All.Single(p => p.Key == PayrollPermissions.SignOffRun).Roles);

        // Who has the run in hand; before anybody has, those who could.
        async Task<IReadOnlyList<Holder>> SpecialistAsync()
        {
            var specialists = await HoldersAsync(Role.PayrollSpecialist);
            return specialists.Where(h => h.AccountId == run.SubmittedBy || h.AccountId == run.PreparedBy).ToList() is { Count: > 0 } theirs ? theirs : specialists;
        }
    }
}
