using System.Diagnostics;
using System.Globalization;
using Bureau.Payroll.PayRuns;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>
/// A process that calculates is killed, as by kill -9 or by a loss of power, at random points, and the work is taken up by the next: in the end everybody has exactly one payslip,
/// every hash holds, and the seal is that of a run that nobody disturbed.
/// </summary>
public sealed class KillTests
{
    private const int People = 4000, Kills = 8;
    private const string Folder = "BUREAU_KILLED_FOLDER", RunId = "BUREAU_KILLED_RUN";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_again_and_again_a_run_ends_with_one_payslip_each_and_the_seal_it_would_have_had(bool powerIsLost)
    {
        var folder = Directory.CreateTempSubdirectory("bureau-killed-").FullName;
        try
        {
            long runId;
            await using (var house = await StartAsync(folder))
            {
                await house.WithCalendarAsync();
                await house.House.TickAsync();
                runId = (await house.RunsAsync())[0].Id;
                (await house.Get<StartCalculation>().RunAsync(TestHouse.Harbour.Id, runId, PayrollHouse.Preparer)).Problem.ShouldBeNull();
            }
            var random = new Random(4711);
            var killed = 0;
            for (var i = 0; i < Kills; i++)
            {
                if (await KillAsync(folder, runId, TimeSpan.FromMilliseconds(random.Next(0, 400)))) killed++;
                if (powerIsLost) LoseTheEndOfTheLog(folder, random);
            }
            killed.ShouldBeGreaterThanOrEqualTo(2);

            await using var after = await StartAsync(folder);
            var run = await after.RunAsync(runId);
            if (run.State == PayRunState.Calculating) await after.CalculateAsync(runId);
            run = await after.RunAsync(runId);
            (run.State, run.Employees, run.Payslips).ShouldBe((PayRunState.InReview, People, People));
            (await after.CountAsync("select count(distinct employee_id) from payroll.payslip where client_id = @Client and pay_run_id = @Id", runId)).ShouldBe(People);
            (await after.CountAsync("select count(*) from payroll.payslip where client_id = @Client and pay_run_id = @Id", runId)).ShouldBe(People);
            (await after.VerifyAsync()).ShouldBeEmpty();

            // The same inputs calculated afresh, undisturbed, give the same seal.
            after.Clock.Advance(TimeSpan.FromMinutes(1));
            await using (var unit = await after.Get<PayrollStore>().BeginAsync(TestHouse.Harbour.Id))
            {
                await unit.ExecuteAsync("delete from payroll.payslip where client_id = @Client and pay_run_id = @Id", new { Id = runId });
                await unit.ExecuteAsync("delete from payroll.payment where client_id = @Client and pay_run_id = @Id", new { Id = runId });
                await unit.ExecuteAsync("delete from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id", new { Id = runId });
                await unit.ExecuteAsync("update payroll.pay_run set inputs_known_at = null where client_id = @Client and id = @Id", new { Id = runId });
                await unit.CommitAsync();
            }
            (await after.AgainAsync(runId)).Seal.ShouldBe(run.Seal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What the child process does; run by the test above, which kills it.</summary>
    [Fact(Explicit = true)]
    public async Task Calculates_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(Folder) ?? throw new InvalidOperationException($"{Folder} is not set: this is the child process of another test.");
        await using var house = await StartAsync(folder);
        var run = long.Parse(Environment.GetEnvironmentVariable(RunId)!, CultureInfo.InvariantCulture);
        Console.WriteLine("calculating");
        if ((await house.RunAsync(run)).State == PayRunState.Calculating) await house.CalculateAsync(run);
    }

    /// <returns>Whether the process was still calculating when it was killed.</returns>
    private static async Task<bool> KillAsync(string folder, long runId, TimeSpan delay)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, "-explicit", "only", "-method", $"{typeof(KillTests).FullName}.{nameof(Calculates_until_it_is_killed)}", "-showliveoutput"])
        {
            RedirectStandardOutput = true,
            Environment = { [Folder] = folder, [RunId] = runId.ToString(CultureInfo.InvariantCulture) },
        };
        using var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("calculating", StringComparison.Ordinal)) { }
        await Task.Delay(delay);
        var running = !process.HasExited;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        return running;
    }

    /// <summary>Of what was committed without waiting for the disk, only what the disk had got by then is left. Nothing was written back into the file yet: it waits for the log's end.</summary>
    private static void LoseTheEndOfTheLog(string folder, Random random)
    {
        using var log = File.Open(Path.Combine(folder, "payroll.db-wal"), FileMode.Open);
        log.SetLength(random.NextInt64(log.Length));
    }

    private static async Task<PayrollHouse> StartAsync(string folder)
    {
        var house = await PayrollHouse.StartAsync(keep: folder);
        for (var i = 1; i <= People; i++) house.People.Salaried(i, 30_000m + i);
        return house;
    }
}
