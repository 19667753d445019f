using System.Globalization;
using Bureau.Benchmarks;

const string Usage = """
    bench WHAT [--employees N] [--times N] [--keep FOLDER]

      payrun     a whole pay run, from frozen inputs to released payslips, against inserting its rows and nothing else; with --times
                 the two in turn that many times, and the median of each figure
      variances  everybody's differences to the run before, with causes
      payslips   payslips of a released run as PDFs on one core, and as the ZIP of all
      import     N new people by CSV: dry run and commit
      pages      50 people reading and submitting while a run of N is calculated

    Each in a store of its own, thrown away afterwards; with --keep it stays in FOLDER, to be verified. The last line is one JSON object. docs/performance.md tells more.
    """;

var times = Number("times", 1);
Func<string, int, TextWriter, CancellationToken, Task<int>>? measure = args is [var what, ..] ? what switch
{
    "payrun" when times is { } rounds => (folder, employees, output, ct) => BenchPayRun.MeasureAsync(folder, employees, rounds, output, ct),
    "variances" => BenchVariances.MeasureAsync,
    "payslips" => BenchPayslips.MeasureAsync,
    "import" => BenchImport.MeasureAsync,
    "pages" => BenchPages.MeasureAsync,
    _ => null,
} : null;
if (measure is null || Number("employees", 10_000) is not { } employees)
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

// Null where something else than a whole number above zero is given.
int? Number(string name, int otherwise) =>
    Option(name) is not { } text ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

string? Option(string name)
{
    var at = Array.IndexOf(args, "--" + name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
