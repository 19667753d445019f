using System.Diagnostics;
using System.Text;

namespace Bureau.Testing;

/// <summary>The built program as a process of its own: the command line, or a host that serves on a free port.</summary>
public sealed class BureauProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BureauProcess(string folder, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args, $"--Database:Folder={folder}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("The host ended: " + Output));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Standard output and error so far, in the order of their lines.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Where it serves, once it does.</summary>
    public Task<Uri> Address => _address.Task;

    /// <summary>Runs a verb to its end.</summary>
    /// <param name="folder">Of the embedded store.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] args)
    {
        await using var process = new BureauProcess(folder, args);
        return (await process.ExitAsync(TimeSpan.FromMinutes(2)), process.Output.TrimEnd());
    }

    /// <summary>Serves on a free port; ask for <see cref="Address"/>.</summary>
    public static BureauProcess Serve(string folder, params string[] args) => new(folder, ["--urls=http://127.0.0.1:0", .. args]);

    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task<int> ExitAsync(TimeSpan within)
    {
        await _process.WaitForExitAsync().WaitAsync(within);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Built beside these tests, in the same configuration.</summary>
    private static string Program
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var root = output;
            while (!File.Exists(Path.Combine(root.FullName, "Payroll.sln"))) root = root.Parent ?? throw new InvalidOperationException("Payroll.sln was not found above the tests.");
            return Path.Combine(root.FullName, "src", "Host", "bin", output.Parent!.Name, output.Name, "Bureau.Host.dll");
        }
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        const string serves = "Bureau serves ";
        if (line.StartsWith(serves, StringComparison.Ordinal)) _address.TrySetResult(new Uri(line[serves.Length..].Split(' ')[0]));
    }
}
