using System.Text.Json;

namespace Bureau.Benchmarks;

/// <summary>Measures the import of new people by CSV, 21 columns, through every check of the product: dry run, and commit with sealed values and audit.</summary>
internal static class BenchImport
{
    public static async Task<int> MeasureAsync(string folder, int employees, TextWriter output, CancellationToken ct)
    {
        var warm = Directory.CreateTempSubdirectory("bureau-bench-warm-").FullName;
        try
        {
            await ImportAsync(warm, 5000, ct);
        }
        finally
        {
            Directory.Delete(warm, recursive: true);
        }
        var (checking, committing, megabytes) = await ImportAsync(folder, employees, ct);
        await output.WriteLineAsync(JsonSerializer.Serialize(new
        {
            employees,
            file_megabytes = megabytes,
            dry_run_seconds = BenchPayRun.Number(checking.Elapsed),
            dry_run_rows_per_second = (long)(employees / BenchPayRun.Number(checking.Elapsed)),
            dry_run_processor_seconds = BenchPayRun.Number(checking.Processor),
            commit_seconds = BenchPayRun.Number(committing.Elapsed),
            commit_rows_per_second = (long)(employees / BenchPayRun.Number(committing.Elapsed)),
            commit_processor_seconds = BenchPayRun.Number(committing.Processor),
        }));
        return 0;
    }

    private static async Task<(BenchPayRun.ProcessorWatch Checking, BenchPayRun.ProcessorWatch Committing, decimal Megabytes)> ImportAsync(string folder, int employees, CancellationToken ct)
    {
        await using var house = await BenchHouse.OpenAsync(folder, ct);
        var file = BenchPayRun.People(employees).File("MONTHLY");
        var (checking, committing) = (new BenchPayRun.ProcessorWatch(), new BenchPayRun.ProcessorWatch());
        checking.Start();
        await house.ImportAsync(file, commit: false, ct);
        checking.Stop();
        committing.Start();
        var report = await house.ImportAsync(file, commit: true, ct);
        committing.Stop();
        if (!report.Committed || report.Added != employees) throw new InvalidOperationException($"{report.Added} people were added, {employees} are in the file.");
        return (checking, committing, decimal.Round(file.Length / 1_000_000m, 1));
    }
}
