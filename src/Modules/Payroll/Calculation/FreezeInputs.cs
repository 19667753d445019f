using Bureau.Benefits.Contracts;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calendars;
using Bureau.Payroll.Canonical;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Copies everything that a run depends on, as it was known at <see cref="PayRun.KnownAt"/>. Reads each source once, as a stream. Done again, it looks only at those of whom
/// something was recorded since, writes only what differs, and takes away the payslips of those whose inputs changed: a person with inputs and without payslip is to be calculated.
/// </summary>
internal sealed class FreezeInputs(
    PayrollStore store, IEmployees employees, IContributions contributions, IPayGroups payGroups, ChangedPeople changedPeople, OwedBackPay backPay, FieldCipher fields, DocumentCipher documents)
{
    /// <exception cref="SupersededException">The run is no longer to be frozen: cancelled, or another runner did it.</exception>
    public async Task RunAsync(PayRun run, IRulePack pack, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        var employer = (await payGroups.GetAsync(client, run.PayGroupId, ct)).Employer;
        var sameFrame = await PrepareAsync(run, RunFrame.Of(run, pack, employer), ct);
        if (sameFrame && await changedPeople.OfAsync(run, ct) is { } changed) await OnlyAsync(run, pack, changed, ct);
        else await EverybodyAsync(run, pack, ct);
    }

    private async Task EverybodyAsync(PayRun run, IRulePack pack, CancellationToken ct)
    {
        IReadOnlyList<ExistingRow> existing;
        PeopleOfRun people;
        await using (var db = await store.OpenAsync(new ClientId(run.ClientId), ct))
        {
            people = await PeopleOfRun.ReadAsync(db, run, ct);
            existing = await db.QueryAsync<ExistingRow>("select employee_id, hash from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        }
        var findings = new List<PayRunBlocker>();
        var writer = new InputWriter(store, fields, documents, run, existing.ToDictionary(r => r.EmployeeId, r => r.Hash));
        var ids = new List<long>();
        var mayBeOwed = await backPay.CandidatesAsync(run, ct);
        await foreach (var (input, person) in FrozenAsync(run, pack, people, mayBeOwed, null, findings, ct))
        {
            ids.Add(person.Id);
            await writer.AddAsync(input, PayAccount.Of(person, pack.BankAccounts, run.PeriodEnd), ct);
        }
        findings.AddRange(people.Missing(ids));
        findings.AddRange(await backPay.OfLeaversAsync(run, pack, mayBeOwed.Except(ids), ct));
        await writer.FinishAsync(ct);

        await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        await InputWriter.GuardAsync(unit, run, ct);
        await LayOutAsync(unit, run, ids, ct);
        await unit.ExecuteAsync("delete from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and employee_id = 0", new { run.Id }, ct);
        await unit.BulkInsertAsync(BlockerRows.Table(run), findings, ct);
        await DoneAsync(unit, run, ct);
    }

    private async Task OnlyAsync(PayRun run, IRulePack pack, IReadOnlyList<long> changed, CancellationToken ct)
    {
        var existing = new Dictionary<long, byte[]>();
        PeopleOfRun people;
        await using (var db = await store.OpenAsync(new ClientId(run.ClientId), ct))
        {
            people = await PeopleOfRun.ReadAsync(db, run, ct);
            foreach (var row in await db.QueryAsync<ExistingRow>("select employee_id, hash from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id and employee_id in @Changed", new { run.Id, Changed = changed }, ct))
                existing.Add(row.EmployeeId, row.Hash);
        }
        var findings = new List<PayRunBlocker>();
        var before = existing.Keys.ToHashSet();
        var now = new HashSet<long>();
        var writer = new InputWriter(store, fields, documents, run, existing);
        var mayBeOwed = await backPay.CandidatesAsync(run, ct);
        foreach (var id in changed)
        {
            await foreach (var (input, person) in FrozenAsync(run, pack, people, mayBeOwed, id, findings, ct))
            {
                now.Add(person.Id);
                await writer.AddAsync(input, PayAccount.Of(person, pack.BankAccounts, run.PeriodEnd), ct);
            }
        }
        findings.AddRange(await backPay.OfLeaversAsync(run, pack, mayBeOwed.Intersect(changed).Except(now), ct));
        await writer.FinishAsync(ct);

        await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        await InputWriter.GuardAsync(unit, run, ct);
        if (!now.SetEquals(before))
            await LayOutAsync(unit, run, await unit.QueryAsync<long>("select employee_id from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id order by employee_id", new { run.Id }, ct), ct);
        await unit.ExecuteAsync("""
            delete from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and employee_id = 0 and (finding_key not in ('pay_after_leaving', 'back_pay_after_leaving') or field in @Changed)
            """, new { run.Id, Changed = changed.Select(Text) }, ct);
        await unit.BulkInsertAsync(BlockerRows.Table(run), findings, ct);
        await DoneAsync(unit, run, ct);
    }

    /// <summary>The frozen input of one person after another; the instance is reused.</summary>
    private async IAsyncEnumerable<(FrozenInput Input, EmployeeForPay Person)> FrozenAsync(
        PayRun run, IRulePack pack, PeopleOfRun people, IReadOnlySet<long> mayBeOwed, long? only, List<PayRunBlocker> findings, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        var (knownAt, perYear) = (run.KnownAt!.Value, Enum.Parse<PayFrequency>(run.Frequency).PerYear());
        await using var inputsDb = await store.OpenAsync(client, ct);
        await using var balancesDb = await store.OpenAsync(client, ct);
        await using var entries = new ByEmployee<PayInput>(
            PayInputs.ForRunAsync(inputsDb, run, run.PeriodStart, knownAt, only, ct), e => e.EmployeeId, e => { if (people.Includes(e.EmployeeId)) Orphan(e, findings); });
        await using var contributed = new ByEmployee<Contribution>(contributions.StreamForPayAsync(client, run.PeriodEnd, perYear, knownAt, only, ct), c => c.EmployeeId);
        await using var balances = new ByEmployee<BalanceRow>(BalanceRow.StreamBefore(balancesDb, run, only, ct), b => b.EmployeeId);

        var freeze = new FreezeEmployee(run, pack);
        var (input, pool) = (new FrozenInput(), new TextPool());
        await foreach (var person in employees.StreamForPayAsync(client, run.PayGroupId, run.PeriodStart, run.PeriodEnd, knownAt, only, ct: ct))
        {
            if (!people.Includes(person.Id)) continue;
            input.Clear();
            foreach (var row in await balances.TakeAsync(person.Id)) ReadBalances(row.Balances, input, pool);
            freeze.Fill(input, person, await contributed.TakeAsync(person.Id), await entries.TakeAsync(person.Id), mayBeOwed.Contains(person.Id) ? await backPay.OfAsync(client, run.PeriodStart, pack, person, ct) : null);
            if (people.Finding(person.Id) is { } waits) input.Findings.Add(waits);
            Payment(input, pack.BankAccounts, PayAccount.Of(person, pack.BankAccounts, run.PeriodEnd), client);
            yield return (input, person);
        }
        await entries.FinishAsync();
    }

    private static void ReadBalances(ReadOnlySpan<byte> bytes, FrozenInput input, TextPool pool)
    {
        var json = new CanonicalReader(bytes);
        BalancesFormat.Read(ref json, input.Before, pool);
    }

    private void Payment(FrozenInput input, BankAccounts known, PayAccount? account, ClientId client)
    {
        if (account is null)
        {
            input.Findings.Add(new("no_bank_details", FactNames.BankAccountNumber, $"There are no bank details to pay to. Enter {known.Bank.Label.ToLowerInvariant()} and {known.Number.Label.ToLowerInvariant()}.", true));
            return;
        }
        (input.Method, input.AccountLast4, input.AccountIndex, input.AccountHolder) = (known.Method, account.Last4, account.Index(fields, client), account.Holder);
    }

    /// <summary>An entry for this run whose person is not in it would be lost in silence.</summary>
    private static void Orphan(PayInput entry, List<PayRunBlocker> findings)
    {
        if (entry.Recurs || findings.Any(f => f.Field == Text(entry.EmployeeId))) return;
        findings.Add(new PayRunBlocker
        {
            FindingKey = "pay_after_leaving",
            Field = Text(entry.EmployeeId),
            Blocks = 1,
            Message = "Pay was entered for somebody who is not in this run: the person left before the period, or belongs to another pay group. Withdraw the entry, or change the leaving date or pay group.",
        });
    }

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <returns>Whether the frame is as it was.</returns>
    private async Task<bool> PrepareAsync(PayRun run, RunFrame frame, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        await InputWriter.GuardAsync(unit, run, ct);
        var bytes = frame.ToBytes();
        var before = await unit.ScalarAsync<byte[]?>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct);
        var same = before is not null && before.AsSpan().SequenceEqual(bytes);
        if (!same)
        {
            await unit.ExecuteAsync("delete from payroll.payslip where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
            await unit.ExecuteAsync("delete from payroll.payment where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
            await unit.ExecuteAsync("delete from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
            await unit.ExecuteAsync("delete from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
            await unit.ExecuteAsync("update payroll.pay_run set frame = @Frame, pack_version = @PackVersion, inputs_known_at = null where client_id = @Client and id = @Id", new { run.Id, Frame = bytes, frame.PackVersion }, ct);
        }
        await unit.CommitAsync(ct);
        return same;
    }

    /// <summary>Slices the people anew, those of an earlier calculation as far as nobody entered or left.</summary>
    private static async Task LayOutAsync(UnitOfWork unit, PayRun run, IReadOnlyList<long> ids, CancellationToken ct)
    {
        var before = await unit.QueryAsync<ChunkRow>("select chunk_no, first_employee_id, last_employee_id, people, state, totals, hashes from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id order by chunk_no", new { run.Id }, ct);
        await unit.ExecuteAsync("delete from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await unit.BulkInsertAsync(ChunkRow.Table, Chunks.Layout(run, ids, before), ct);
        await unit.ExecuteAsync("update payroll.pay_run set employees = @Employees where client_id = @Client and id = @Id", new { run.Id, Employees = ids.Count }, ct);
    }

    private static async Task DoneAsync(UnitOfWork unit, PayRun run, CancellationToken ct)
    {
        await unit.ExecuteAsync("update payroll.pay_run set frozen = 1, inputs_known_at = known_at where client_id = @Client and id = @Id", new { run.Id }, ct);
        await unit.CommitAsync(ct);
    }

    private sealed class ExistingRow
    {
        public long EmployeeId { get; init; }
        public byte[] Hash { get; init; } = [];
    }
}

/// <summary>Somebody else did it, or it is no longer to be done: the runner stops without having changed anything.</summary>
internal sealed class SupersededException(long runId) : Exception($"The calculation of pay run {runId} was taken over or is no longer wanted.");

internal static class BlockerRows
{
    public static BulkTable<PayRunBlocker> Table(PayRun run) => new BulkTable<PayRunBlocker>("payroll.pay_run_blocker")
        .Column("client_id", _ => run.ClientId).Column("pay_run_id", _ => run.Id).Column("employee_id", b => b.EmployeeId).Column("finding_key", b => b.FindingKey)
        .Column("field", b => b.Field).Column("message", b => b.Message).Column("blocks", b => b.Blocks);
}
