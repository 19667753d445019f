using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bureau.Jurisdictions;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Web;
using Bureau.Payroll;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Certificates;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.Explanations;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.Journals;
using Bureau.Payroll.Payments;
using Bureau.Payroll.PayRuns;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Benchmarks;

/// <summary>
/// Measures a whole pay run, through the very jobs and use cases of the product, from frozen inputs to released payslips; then what it costs to insert the rows that
/// this wrote, nothing else, into an empty store.
/// </summary>
internal static class BenchPayRun
{
    public static readonly Actor Preparer = Of(1, Role.PayrollSpecialist);

    private static readonly Actor s_approver = Of(2, Role.PayrollApprover), s_lead = Of(3, Role.OperationsLead);

    internal sealed record Measured(PayRun Run, TimeSpan Freezing, TimeSpan Calculated, TimeSpan Recalculated, TimeSpan Elapsed, TimeSpan Processor, long Bytes);

    /// <param name="times">How often the run and the insert are measured, in turn, each time in new stores; what is told is the median of each figure.</param>
    public static async Task<int> MeasureAsync(string folder, int employees, int times, TextWriter output, CancellationToken ct)
    {
        var clock = new BenchClock(default);
        // A server that pays people is warm; compiling is not what is measured. Each time the compiler has seen more of which paths are hot.
        for (var i = 0; i < 8; i++) await WarmUpAsync(folder, clock, ct);

        var rounds = new List<Round>();
        for (var i = 0; i < times; i++)
        {
            if (i > 0) Directory.Delete(folder, recursive: true);
            rounds.Add(await RoundAsync(folder, clock, employees, output, ct));
            SqliteConnection.ClearAllPools();
        }
        var seconds = Median(r => Number(r.Run.Elapsed));
        await output.WriteLineAsync(JsonSerializer.Serialize(new
        {
            employees,
            seconds,
            payslips_per_second = (long)(employees / seconds),
            bytes_per_payslip = Median(r => r.Run.Bytes / employees),
            raw_insert_seconds = Median(r => Number(r.Inserting)),
            ratio_to_raw_insert = Median(r => r.Ratio),
            ratios = rounds.Select(r => r.Ratio),
            calculate_seconds = Median(r => Number(r.Run.Calculated)),
            freeze_seconds = Median(r => Number(r.Run.Freezing)),
            recalculate_one_seconds = Median(r => Number(r.Run.Recalculated)),
            processor_seconds = Median(r => Number(r.Run.Processor)),
            raw_insert_processor_seconds = Median(r => Number(r.InsertProcessor)),
            payslip_microseconds = Median(r => r.Payslip),
            pack_microseconds = Median(r => r.Pack),
            payslip_allocated_bytes = Median(r => r.Allocated),
            explanation_milliseconds = Median(r => r.Explained),
            peak_megabytes_of_run = rounds[0].Peak,
            peak_megabytes = PeakMegabytes(),
            verified = rounds.TrueForAll(r => r.IsVerified),
        }));
        return rounds.TrueForAll(r => r.IsVerified) ? 0 : 1;

        decimal Median(Func<Round, decimal> figure) => rounds.Select(figure).Order().ElementAt(times / 2);
    }

    private sealed record Round(Measured Run, TimeSpan Inserting, TimeSpan InsertProcessor, decimal Payslip, decimal Pack, long Allocated, decimal Explained, long Peak, bool IsVerified)
    {
        public decimal Ratio => decimal.Round(Number(Run.Elapsed) / Number(Inserting), 2);
    }

    private static async Task<Round> RoundAsync(string folder, BenchClock clock, int employees, TextWriter output, CancellationToken ct)
    {
        var people = People(employees);
        await using var bench = await BenchStore.CreateAsync(folder, people, clock, ct);
        var run = await ReleaseAsync(bench, people, clock, employees, ct);
        await output.WriteLineAsync($"{employees} people: frozen in {Seconds(run.Freezing)} s; calculated and sealed in {Seconds(run.Calculated)} s; one of them changed and the run calculated again in {Seconds(run.Recalculated)} s; approved, paid, certified and released in {Seconds(run.Elapsed - run.Calculated)} s.");
        var peak = PeakMegabytes();
        await output.WriteLineAsync("Inserting the same rows …");
        var (inserting, insertProcessor) = await InsertAgainAsync(bench, people, clock, run.Run, ct);
        var (payslip, pack, allocated) = await CalculateOnlyAsync(bench, run.Run, ct);
        var explained = await ExplainAsync(bench, run.Run, employees, ct);
        await output.WriteLineAsync("Verifying …");
        var (_, faults) = await bench.Services.GetServices<IVerification>().OfType<PayRunVerification>().Single().VerifyAsync(ct);
        foreach (var fault in faults) await Console.Error.WriteLineAsync(fault);
        return new(run, inserting, insertProcessor, payslip, pack, allocated, explained, peak, faults.Count == 0);
    }

    internal static BenchPeople People(int count) => new(count, new DateOnly(2026, 11, 1));

    /// <summary>Where the run will be: what reads the rows of a statement is compiled for each store anew.</summary>
    private static async Task WarmUpAsync(string folder, BenchClock clock, CancellationToken ct)
    {
        const int Few = 10_000;
        var people = People(Few);
        await using (var bench = await BenchStore.CreateAsync(folder, people, clock, ct))
        {
            var measured = await ReleaseAsync(bench, people, clock, Few, ct);
            await CalculateOnlyAsync(bench, measured.Run, ct);
        }
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        // The compiler goes to work when nothing else does.
        await Task.Delay(TimeSpan.FromSeconds(1), ct);
    }

    /// <summary>From frozen inputs to released payslips.</summary>
    internal static async Task<Measured> ReleaseAsync(BenchStore bench, BenchPeople people, BenchClock clock, int employees, CancellationToken ct)
    {
        clock.Set(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        var (run, freezing) = await FrozenAsync(bench, people, employees, ct);
        var before = await bench.SizeAsync(ct);
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await JobAsync(bench, CalculateJob.JobName, new CalculateJob.Args(run.Id), ct);
        var calculated = watch.Elapsed;
        watch.Stop();
        var paused = Environment.CpuUsage.TotalTime;
        var recalculated = await RecalculateOneAsync(bench, people, clock, run.Id, employees / 2 + 1, ct);
        processor += Environment.CpuUsage.TotalTime - paused;
        run = await LoadAsync(bench, run.Id, ct);
        watch.Start();
        Check(await bench.Services.GetRequiredService<SubmitPayRun>().RunAsync(BenchStore.Client, run.Id, run.Seal!, Preparer, ct));
        Check(await bench.Services.GetRequiredService<ApprovePayRun>().RunAsync(BenchStore.Client, run.Id, run.Seal!, s_approver, ct: ct));
        clock.Set(run.ReleaseAt);
        await JobAsync(bench, ReleaseJob.JobName, new ReleaseJob.Args(run.Id), ct);
        await bench.Store.Database.WrittenBackAsync(bench.Store.Schema);
        var elapsed = watch.Elapsed;
        processor = Environment.CpuUsage.TotalTime - processor;
        run = await LoadAsync(bench, run.Id, ct);
        if (run.State != PayRunState.Released || run.Payslips != employees) throw new InvalidOperationException($"The run is {run.State} with {run.Payslips} payslips.");
        return new(run, freezing, calculated, recalculated, elapsed, processor, await bench.SizeAsync(ct) - before);
    }

    /// <summary>Somebody gets a rise; from the click on recalculate to figures in review.</summary>
    private static async Task<TimeSpan> RecalculateOneAsync(BenchStore bench, BenchPeople people, BenchClock clock, long runId, int person, CancellationToken ct)
    {
        people.Raise(person, clock.GetUtcNow());
        var watch = Stopwatch.StartNew();
        Check(await bench.Services.GetRequiredService<StartCalculation>().AgainAsync(BenchStore.Client, runId, Preparer, ct: ct));
        await JobAsync(bench, CalculateJob.JobName, new CalculateJob.Args(runId), ct);
        return watch.Elapsed;
    }

    private static async Task<(PayRun Run, TimeSpan Freezing)> FrozenAsync(BenchStore bench, BenchPeople people, int employees, CancellationToken ct)
    {
        var problems = await bench.Services.GetRequiredService<IPayrollSetup>().AddCalendarAsync(s_lead, BenchStore.Client,
            new NewPayCalendar(1, "monthly", new DateOnly(2026, 11, 1), null, null, 5, new(17, 0), 3, new(12, 0), 1, new(9, 0)), ct);
        if (problems.Count > 0) throw new InvalidOperationException(problems[0]);
        foreach (var tick in bench.Services.GetServices<ITick>()) await tick.TickAsync(bench.Services.GetRequiredService<TimeProvider>().GetUtcNow(), ct);
        await using (var unit = await bench.Store.BeginAsync(BenchStore.Client, ct))
        {
            await unit.BulkInsertAsync(Inputs(), people.Inputs(), ct);
            await unit.BulkInsertAsync(OpeningBalances(), Enumerable.Range(1, employees), ct);
            await unit.CommitAsync(ct);
        }
        PayRun run;
        await using (var db = await bench.Store.OpenAsync(BenchStore.Client, ct))
            run = (await db.QueryAsync<PayRun>(PayRun.Select + " where client_id = @Client order by period_start", ct: ct))[0];
        Check(await bench.Services.GetRequiredService<StartCalculation>().RunAsync(BenchStore.Client, run.Id, Preparer, ct));
        run = await LoadAsync(bench, run.Id, ct);
        // A store's services are put together by compiled code from the third time on: a server's have been for long.
        for (var i = 0; i < 3; i++)
            await using (var jobs = bench.Services.CreateAsyncScope()) _ = jobs.ServiceProvider.GetServices<IJob>().Count();
        var watch = Stopwatch.StartNew();
        await using var scope = bench.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FreezeInputs>().RunAsync(run, bench.Services.GetRequiredService<PackSource>()(run.PackCountry), ct);
        return (run, watch.Elapsed);
    }

    /// <summary>The rows that the run wrote, into an empty store, in slices that are read beforehand; only the inserting is timed.</summary>
    private static async Task<(TimeSpan Elapsed, TimeSpan Processor)> InsertAgainAsync(BenchStore bench, BenchPeople people, BenchClock clock, PayRun run, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("bureau-bench-raw-").FullName;
        try
        {
            return await InsertAgainAsync(bench, folder, people, clock, run, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan Processor)> InsertAgainAsync(BenchStore bench, string folder, BenchPeople people, BenchClock clock, PayRun run, CancellationToken ct)
    {
        await using var target = await BenchStore.CreateAsync(folder, people, clock, ct);
        await using var db = await bench.Store.OpenAsync(BenchStore.Client, ct);
        var watch = new ProcessorWatch();
        var of = new { run.Id };
        await InsertAsync(target, watch, ChunkRow.Table, await db.QueryAsync<ChunkRow>("select * from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id order by chunk_no", of, ct), ct);
        await InsertAsync(target, watch, TotalRow.Table(run), await TotalRow.ReadAsync(db, run.Id, ct), ct);
        await InsertAsync(target, watch, JournalLine.Table(run), await JournalLine.ReadAsync(db, run.Id, ct), ct);
        await InsertAsync(target, watch, BlockerRows.Table(run), await db.QueryAsync<PayRunBlocker>("select * from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id", of, ct), ct);
        for (long first = 1; first <= run.Employees; first += 20_000)
        {
            var range = new { run.Id, First = first, Last = first + 19_999 };
            var payslips = await db.QueryAsync<PayslipRow>("select * from payroll.payslip where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last order by employee_id", range, ct);
            await InsertAsync(target, watch, NewPayslip.Table(run), [.. payslips.Select(p => new NewPayslip(p.EmployeeId, p.GrossMinor, p.DeductionsMinor, p.ReimbursementsMinor, p.NetMinor, p.EmployerCostMinor, p.Hash, p.Balances, p.Document))], ct);
            var payments = await db.QueryAsync<Payment>("select * from payroll.payment where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last order by employee_id", range, ct);
            await InsertAsync(target, watch, NewPayment.Table(run), [.. payments.Select(p => new NewPayment(p.EmployeeId, p.AmountMinor, p.Method, p.AccountLast4, Encoding.UTF8.GetBytes(p.Account ?? "")))], ct);
        }
        return (watch.Elapsed, watch.Processor);
    }

    private static async Task InsertAsync<T>(BenchStore target, ProcessorWatch watch, BulkTable<T> table, IReadOnlyList<T> rows, CancellationToken ct)
    {
        // What reading the rows left behind is not the insert's to clear away.
        GC.Collect();
        watch.Start();
        await using (var unit = await target.Store.BeginAsync(BenchStore.Client, ct))
        {
            await unit.BulkInsertAsync(table, rows, ct);
            await unit.CommitAsync(ct);
        }
        await target.Store.Database.WrittenBackAsync(target.Store.Schema);
        watch.Stop();
    }

    /// <summary>One core, no store, processor time: the function from frozen input to payslip bytes, and the rule pack's part of it. Microseconds and bytes a payslip.</summary>
    private static async Task<(decimal Payslip, decimal Pack, long Allocated)> CalculateOnlyAsync(BenchStore bench, PayRun run, CancellationToken ct)
    {
        const int Repeats = 50;
        var documents = bench.Services.GetRequiredService<DocumentCipher>();
        var pack = bench.Services.GetRequiredService<PackSource>()(run.PackCountry);
        await using var db = await bench.Store.OpenAsync(BenchStore.Client, ct);
        var frame = RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct));
        var inputs = (await db.QueryAsync<InputRow>("select employee_id, document from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id order by employee_id offset 0 rows fetch next 20000 rows only", new { run.Id }, ct))
            .Select(i => documents.DecryptInput(BenchStore.Client, run.Id, i.EmployeeId, i.Document)).ToList();
        var calculator = new PayslipCalculator(frame, pack);
        foreach (var input in inputs) calculator.Calculate(input);
        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = new ProcessorWatch();
        watch.Start();
        foreach (var input in inputs) calculator.Calculate(input);
        watch.Stop();
        var whole = watch.Processor;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var result = new PayResult(pack);
        watch = new ProcessorWatch();
        watch.Start();
        foreach (var input in inputs)
        {
            calculator.Calculate(input);
            for (var i = 0; i < Repeats; i++) pack.Calculate(calculator.PayCase, result);
        }
        watch.Stop();
        return (Microseconds(whole, inputs.Count), Microseconds(watch.Processor - whole, (long)Repeats * inputs.Count), allocated / inputs.Count);
    }

    /// <summary>Milliseconds on the clock that one amount of a payslip takes to be read, worked out again and explained, one after another.</summary>
    private static async Task<decimal> ExplainAsync(BenchStore bench, PayRun run, int employees, CancellationToken ct)
    {
        var explain = bench.Services.GetRequiredService<ExplainLine>();
        var people = Math.Min(2000, employees);
        var watch = new Stopwatch();
        for (var round = 0; round < 2; round++)
        {
            watch.Restart();
            for (var i = 1; i <= people; i++)
                if (await explain.RunAsync(BenchStore.Client, run.Id, i, "income_tax", ct) is not { Fault: null }) throw new InvalidOperationException($"The income tax of employee {i} is not explained.");
        }
        return decimal.Round((decimal)watch.Elapsed.TotalMilliseconds / people, 3);
    }

    /// <summary>The most memory that this process has had in use up to now.</summary>
    internal static long PeakMegabytes()
    {
        using var me = Process.GetCurrentProcess();
        return me.PeakWorkingSet64 >> 20;
    }

    internal static async Task JobAsync<TArgs>(BenchStore bench, string name, TArgs args, CancellationToken ct)
    {
        await using var scope = bench.Services.CreateAsyncScope();
        var job = scope.ServiceProvider.GetServices<IJob>().Single(j => j.Name == name);
        await job.RunAsync(new JobRequest(0, BenchStore.Client, name, JsonSerializer.Serialize(args)), ct);
    }

    internal static async Task<PayRun> LoadAsync(BenchStore bench, long runId, CancellationToken ct)
    {
        await using var db = await bench.Store.OpenAsync(BenchStore.Client, ct);
        return await db.SingleAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct);
    }

    internal static void Check(Outcome outcome)
    {
        if (outcome.Problem is { } problem) throw new InvalidOperationException(problem);
    }

    private static Actor Of(long id, Role role) => new(id, "Benchmark " + role.Label(), [new Membership(role, null)]);

    private static BulkTable<PayInput> Inputs() => new BulkTable<PayInput>("payroll.pay_input")
        .Column("id", i => i.Id).Column("client_id", _ => BenchStore.Client).Column("employee_id", i => i.EmployeeId).Column("item", i => i.Item).Column("from_period", i => i.FromPeriod)
        .Column("units_e4", i => i.UnitsE4).Column("amount_minor", i => i.AmountMinor).Column("note", i => i.Note).Column("source", i => i.Source).Column("late", _ => 0)
        .Column("withdrawn", _ => 0).Column("entered_by", _ => 1L).Column("entered_by_name", i => i.EnteredByName).Column("entered_at", _ => new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    private static BulkTable<int> OpeningBalances() => new BulkTable<int>("payroll.opening_balance")
        .Column("client_id", _ => BenchStore.Client).Column("employee_id", i => (long)i).Column("tax_year", _ => "2026-27").Column("balances", i => BalancesFormat.ToBytes(BenchPeople.Before(i)))
        .Column("entered_by", _ => 1L).Column("entered_at", _ => new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Wall clock and processor time of what is between start and stop.</summary>
    internal sealed class ProcessorWatch
    {
        private readonly Stopwatch _watch = new();
        private TimeSpan _from;

        public TimeSpan Elapsed => _watch.Elapsed;
        public TimeSpan Processor { get; private set; }

        public void Start()
        {
            _from = Environment.CpuUsage.TotalTime;
            _watch.Start();
        }

        public void Stop()
        {
            _watch.Stop();
            Processor += Environment.CpuUsage.TotalTime - _from;
        }
    }

    internal static decimal Number(TimeSpan time) => decimal.Round(time.Ticks / (decimal)TimeSpan.TicksPerSecond, 3);

    private static decimal Microseconds(TimeSpan time, long of) => decimal.Round(time.Ticks / (decimal)TimeSpan.TicksPerMicrosecond / of, 2);

    private static string Seconds(TimeSpan time) => Number(time).ToString(CultureInfo.InvariantCulture);
}
