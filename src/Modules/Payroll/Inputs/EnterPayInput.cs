using System.Globalization;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Inputs;

/// <param name="Until">As typed: a day of the last period, YYYY-MM-DD.</param>
/// <param name="Again">Told that an equal entry stands already, and meant.</param>
internal sealed record PayInputRequest(long EmployeeId, TypedPayInput Typed, bool EveryPeriod = false, string? Until = null, bool Again = false, long? Supersedes = null);

/// <param name="Problems">Empty when it was written. Fields are those of <see cref="TypedPayInput"/>, <c>Until</c>, <c>Again</c> and <c>Employee</c>.</param>
internal sealed record PayInputOutcome(IReadOnlyList<PayInputProblem> Problems, bool Late = false)
{
    public static PayInputOutcome Refused(string field, string message) => new([new PayInputProblem(field, message)]);
}

/// <summary>One entry typed by somebody for one person; also the change and the withdrawal of an earlier one.</summary>
internal sealed class EnterPayInput(PayrollStore store, EnterPayInputs many, IEmployees employees, PackSource packs)
{
    private const string Gone = "Somebody changed or withdrew this entry meanwhile. Nothing was written: look at the entries as they stand now.";

    public async Task<PayInputOutcome> RunAsync(Client client, Actor actor, PayRun run, PayInputRequest request, CancellationToken ct = default)
    {
        var (entry, found) = PayInputEntry.Of(packs(run.PackCountry), request.Typed);
        var problems = found.ToList();
        var until = Until(run, request, problems);
        if (await employees.FindAsync(client.Id, request.EmployeeId, run.PeriodEnd, ct) is not { } person)
            return PayInputOutcome.Refused("Employee", "Employee: there is nobody with this number. Check the number.");
        if (person.PayGroupId != run.PayGroupId && (await employees.FindAsync(client.Id, request.EmployeeId, run.PeriodStart, ct))?.PayGroupId != run.PayGroupId)
            problems.Add(new("Employee", $"Employee: {person.Number} is not in the pay group of this run. Enter it in the run of their own pay group."));
        else if (person.LeavingDate < run.PeriodStart && entry is { Note: "" })
            problems.Add(new(nameof(TypedPayInput.Note), $"Note: {person.Number} left on {Show.Day(person.LeavingDate)}. Say why they are paid after leaving."));
        if (problems.Count > 0 || entry is null) return new(problems);

        var entered = new NewPayInput(request.EmployeeId, entry, request.EveryPeriod, null, until);
        if (request.Supersedes is { } id)
        {
            if (await StandingAsync(client, run, request.EmployeeId, id, ct) is not { } old) return PayInputOutcome.Refused("", Gone);
            return OutcomeOf(await many.RunAsync(client, actor, run.Id, EnterPayInputs.Replace(run, old, packs(run.PackCountry).PayItems[old.Item], entered), "change", EnterPayInputs.Manual, ct));
        }
        await using var unit = await store.BeginAsync(client.Id, ct);
        var written = await many.AddAsync(unit, actor, run.Id, [entered], "enter", EnterPayInputs.Manual, ct);
        // Adding has taken the row of the run: of two equal posts at once, the second sees the first here, and is dropped.
        if (written.Problem is null && !request.Again && await StandsTwiceAsync(unit, run, request, entry, ct))
            return PayInputOutcome.Refused(nameof(request.Again), "The very same entry stands in this run already. If it is meant twice, tick the box below.");
        if (written.Problem is null) await unit.CommitAsync(ct);
        return OutcomeOf(written);
    }

    private static PayInputOutcome OutcomeOf(EnteredPayInputs written) => written.Problem is { } problem ? PayInputOutcome.Refused("", problem) : new([], written.Late);

    /// <summary>The entry stays in the history, superseded by one that pays nothing.</summary>
    public async Task<PayInputOutcome> WithdrawAsync(Client client, Actor actor, PayRun run, long employeeId, long inputId, string? reason, CancellationToken ct = default)
    {
        if (await StandingAsync(client, run, employeeId, inputId, ct) is not { } old) return PayInputOutcome.Refused("", Gone);
        var rows = EnterPayInputs.Replace(run, old, packs(run.PackCountry).PayItems[old.Item], null, (reason ?? "").Trim());
        return OutcomeOf(await many.RunAsync(client, actor, run.Id, rows, "withdraw", EnterPayInputs.Manual, ct));
    }

    private async Task<PayInput?> StandingAsync(Client client, PayRun run, long employeeId, long id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(client.Id, ct);
        return await db.SingleOrDefaultAsync<PayInput>("""
            select i.id, i.employee_id, i.item, i.pay_run_id, i.from_period, i.until_period, i.units_e4, i.rate_e4, i.amount_minor, i.note
            from payroll.pay_input i
            where i.client_id = @Client and i.id = @Id and i.employee_id = @EmployeeId and i.withdrawn = 0
              and (i.pay_run_id is null or i.pay_run_id in (select f.id from payroll.pay_run f where f.client_id = @Client and (f.id = @PeriodRunId or f.follows_run_id = @PeriodRunId)))
              and not exists (select 1 from payroll.pay_input s where s.client_id = @Client and s.supersedes = i.id)
            """, new { Id = id, EmployeeId = employeeId, run.PeriodRunId }, ct);
    }

    private static DateOnly? Until(PayRun run, PayInputRequest request, List<PayInputProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(request.Until)) return null;
        if (!DateOnly.TryParseExact(request.Until.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until))
            problems.Add(new("Until", "Until: write the day as YYYY-MM-DD, for example 2027-03-31."));
        else if (!request.EveryPeriod)
            problems.Add(new("Until", "Until: only an entry for every period has an end. Tick “every period”, or leave the day empty."));
        else if (until < run.PeriodStart)
            problems.Add(new("Until", $"Until: must not be before this run's period, which starts on {Show.Day(run.PeriodStart)}."));
        else return until;
        return null;
    }

    private static async Task<bool> StandsTwiceAsync(UnitOfWork unit, PayRun run, PayInputRequest request, PayInputEntry entry, CancellationToken ct)
    {
        var standing = await ReadPayInputs.OfEmployeeAsync(unit, run, request.EmployeeId, ct);
        return standing.Count(i => i.Stands && (i.PayRunId is null) == request.EveryPeriod && i.Item == entry.Item.Name && i.UnitsE4 == entry.UnitsE4 && i.RateE4 == entry.RateE4 && i.AmountMinor == entry.AmountMinor) > 1;
    }
}
