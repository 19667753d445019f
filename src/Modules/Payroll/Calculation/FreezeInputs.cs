using Bureau.Benefits.Contracts;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calendars;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Copies everything that a run depends on, as it was known at <see cref="PayRun.KnownAt"/>. Reads each source once, as a stream. Done again, it writes only what
/// differs, and takes away the payslips of those whose inputs changed: a person with inputs and without payslip is to be calculated.
/// </summary>
internal sealed class FreezeInputs(PayrollStore store, IEmployees employees, IContributions contributions, IPayGroups payGroups, FieldCipher fields, DocumentCipher documents)
{
    /// <exception cref="SupersededException">The run is no longer to be frozen: cancelled, or another runner did it.</exception>
    public async Task RunAsync(PayRun run, IRulePack pack, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        var employer = (await payGroups.GetAsync(client, run.PayGroupId, ct)).Employer;
        await PrepareAsync(run, RunFrame.Of(run, pack, employer), ct);

        await using var db = await store.OpenAsync(client, ct);
        var existing = (await db.QueryAsync<ExistingRow>("select employee_id, hash from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct))
            .ToDictionary(r => r.EmployeeId, r => r.Hash);
        var findings = new List<PayRunBlocker>();
        var writer = new InputWriter(store, fields, documents, run, existing);
        var ids = new List<long>();
        await foreach (var (input, person) in FrozenAsync(run, pack, findings, ct))
        {
            var account = PayAccount.Of(person, pack.BankAccounts, run.PeriodEnd);
            ids.Add(person.Id);
            await writer.AddAsync(input, account, ct);
        }
        await writer.FinishAsync(ct);
        await FinishAsync(run, ids, findings, ct);
    }

    /// <summary>The frozen input of one person after another; the instance is reused.</summary>
    private async IAsyncEnumerable<(FrozenInput Input, EmployeeForPay Person)> FrozenAsync(
        PayRun run, IRulePack pack, List<PayRunBlocker> findings, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        var (knownAt, perYear) = (run.KnownAt!.Value, Enum.Parse<PayFrequency>(run.Frequency).PerYear());
        await using var inputsDb = await store.OpenAsync(client, ct);
        await using var balancesDb = await store.OpenAsync(client, ct);
        var people = await PeopleOfRun.ReadAsync(balancesDb, run, ct);
        await using var entries = new ByEmployee<PayInput>(
            PayInputs.ForRunAsync(inputsDb, run, run.PeriodStart, knownAt, ct), e => e.EmployeeId, e => { if (people.Includes(e.EmployeeId)) Orphan(e, findings); });
        await using var contributed = new ByEmployee<Contribution>(contributions.StreamForPayAsync(client, run.PeriodEnd, perYear, knownAt, ct), c => c.EmployeeId);
        await using var balances = new ByEmployee<BalanceRow>(BalanceRow.StreamBefore(balancesDb, run, ct), b => b.EmployeeId);

        var freeze = new FreezeEmployee(run, pack);
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        var (input, pool, met) = (new FrozenInput(), new TextPool(), new HashSet<long>());
        await foreach (var person in employees.StreamForPayAsync(client, run.PayGroupId, run.PeriodStart, run.PeriodEnd, knownAt, ct))
        {
            if (!people.Includes(person.Id)) continue;
            input.Clear();
            foreach (var row in await balances.TakeAsync(person.Id)) ReadBalances(row.Balances, input, pool);
            freeze.Fill(input, person, await contributed.TakeAsync(person.Id), await entries.TakeAsync(person.Id));
            if (people.Finding(person.Id) is { } waits) input.Findings.Add(waits);
            Payment(input, pack.BankAccounts, PayAccount.Of(person, pack.BankAccounts, run.PeriodEnd), client, accounts);
            met.Add(person.Id);
            yield return (input, person);
        }
        findings.AddRange(people.Missing(met));
        await entries.FinishAsync();
    }

    private static void ReadBalances(ReadOnlySpan<byte> bytes, FrozenInput input, TextPool pool)
    {
        var json = new System.Text.Json.Utf8JsonReader(bytes);
        json.Read();
        BalancesFormat.Read(ref json, input.Before, pool);
    }

    private void Payment(FrozenInput input, BankAccounts known, PayAccount? account, ClientId client, HashSet<string> accounts)
    {
        if (account is null)
        {
            input.Findings.Add(new("no_bank_details", FactNames.BankAccountNumber, $"There are no bank details to pay to. Enter {known.Bank.Label.ToLowerInvariant()} and {known.Number.Label.ToLowerInvariant()}.", true));
            return;
        }
        (input.Method, input.AccountLast4, input.AccountIndex, input.AccountHolder) = (known.Method, account.Last4, account.Index(fields, client), account.Holder);
        if (!accounts.Add(input.AccountIndex))
            input.Findings.Add(new("shared_account", FactNames.BankAccountNumber, "Another person of this run is paid to the same bank account. Check that this is meant.", false));
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

        static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task PrepareAsync(PayRun run, RunFrame frame, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        await InputWriter.GuardAsync(unit, run, ct);
        var bytes = frame.ToBytes();
        var before = await unit.ScalarAsync<byte[]?>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct);
        if (before is null || !before.AsSpan().SequenceEqual(bytes))
        {
            await unit.ExecuteAsync("delete from payroll.payslip where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
            await unit.ExecuteAsync("delete from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
            await unit.ExecuteAsync("delete from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
            await unit.ExecuteAsync("update payroll.pay_run set frame = @Frame, pack_version = @PackVersion where client_id = @Client and id = @Id", new { run.Id, Frame = bytes, frame.PackVersion }, ct);
        }
        await unit.CommitAsync(ct);
    }

    private async Task FinishAsync(PayRun run, List<long> ids, List<PayRunBlocker> findings, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        await InputWriter.GuardAsync(unit, run, ct);
        var before = await unit.QueryAsync<ChunkRow>("select chunk_no, first_employee_id, last_employee_id, people, state, totals from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id order by chunk_no", new { run.Id }, ct);
        await unit.ExecuteAsync("delete from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await unit.BulkInsertAsync(ChunkRow.Table, Chunks.Layout(run, ids, before), ct);
        await unit.ExecuteAsync("delete from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and employee_id = 0", new { run.Id }, ct);
        await unit.BulkInsertAsync(BlockerRows.Table(run), findings, ct);
        await unit.ExecuteAsync("update payroll.pay_run set frozen = 1, employees = @Employees where client_id = @Client and id = @Id", new { run.Id, Employees = ids.Count }, ct);
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
