using System.Globalization;
using Bureau.Benchmarks;

const string Usage = """
    bench WHAT [--employees N] [--keep FOLDER]

      payrun     a whole pay run, from frozen inputs to released payslips, against inserting its rows and nothing else
      variances  everybody's differences to the run before, with causes
      payslips   payslips of a released run as PDFs on one core, and as the ZIP of all
      import     N new people by CSV: dry run and commit
      pages      50 people reading and submitting while a run of N is calculated

    Each in a store of its own, thrown away afterwards; with --keep it stays in FOLDER, to be verified. The last line is one JSON object. docs/performance.md tells more.
    """;

Func<string, int, TextWriter, CancellationToken, Task<int>>? measure = args is [var what, ..] ? what switch
{
    "payrun" => BenchPayRun.MeasureAsync,
    "variances" => BenchVariances.MeasureAsync,
    "payslips" => BenchPayslips.MeasureAsync,
    "import" => BenchImport.MeasureAsync,
    "pages" => BenchPages.MeasureAsync,
    _ => null,
} : null;
if (measure is null || !int.TryParse(Option("employees") ?? "10000", NumberStyles.None, CultureInfo.InvariantCulture, out var employees) || employees < 1)
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}
var kept = Option("keep") is { } keep ? Path.GetFullPath(keep) : null;
if (kept is not null && Directory.Exists(kept) && Directory.EnumerateFileSystemEntries(kept).Any())
{
    await Console.Error.WriteLineAsync($"--keep: {kept} is not empty. Name an empty folder.");
    return 2;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
var folder = kept ?? Directory.CreateTempSubdirectory("bureau-bench-").FullName;
try
{
    return await measure(folder, employees, Console.Out, stop.Token);
}
finally
{
    if (kept is null) Directory.Delete(folder, recursive: true);
}

string? Option(string name)
{
    var at = Array.IndexOf(args, "--" + name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
