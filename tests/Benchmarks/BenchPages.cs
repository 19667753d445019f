using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;
using Bureau.Testing;

namespace Bureau.Benchmarks;

/// <summary>
/// Measures what people wait for while a run is frozen and calculated: a host as a process of its own, and 50 people with browsers who read and submit, each a second after
/// the answer before. The same without a run goes first.
/// </summary>
internal static partial class BenchPages
{
    private const string Password = "correct horse battery";
    private const int Specialists = 10, ClientHr = 15, Employees = 25;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private sealed record Step(string Name, Func<Visitor, CancellationToken, Task<HttpResponseMessage>> TakeAsync);

    private sealed record Taken(string Step, TimeSpan Time, bool Failed);

    public static async Task<int> MeasureAsync(string folder, int employees, TextWriter output, CancellationToken ct)
    {
        await output.WriteLineAsync($"Bringing {employees} people …");
        var ids = await PrepareAsync(folder, employees, ct);
        await using var host = BureauProcess.Serve(folder, "--Demonstration=false", "--SignIn:AttemptsPerMinute=1000", "--Mail:Transport=None");
        var address = await host.Address;
        var visitors = new List<(Visitor Visitor, Step[] Steps)>();
        for (var i = 0; i < Specialists + ClientHr + Employees; i++)
        {
            var (name, steps) = i < Specialists ? ("specialist" + i, s_specialist) : i < Specialists + ClientHr ? ("hr" + (i - Specialists), s_clientHr) : ("employee" + (i - Specialists - ClientHr), s_employee);
            var visitor = new Visitor(address, ids, i);
            await visitor.SignInAsync(name, ct);
            visitors.Add((visitor, steps));
        }
        var specialist = visitors[0].Visitor;
        var run = await RunAsync(specialist, ct);
        foreach (var (visitor, _) in visitors) visitor.Run = run;

        // Everything has been opened once before anything is measured.
        await LoadAsync(visitors, s_pause, Task.Delay(TimeSpan.FromSeconds(15), ct), ct);
        await output.WriteLineAsync("50 people, no run …");
        var quiet = await LoadAsync(visitors, s_pause, Task.Delay(TimeSpan.FromSeconds(20), ct), ct);
        await output.WriteLineAsync("50 people, and a run …");
        var watch = Stopwatch.StartNew();
        using var pressed = await specialist.PressAsync(run, "Calculate", ct);
        pressed.EnsureSuccessStatusCode();
        var busy = await LoadAsync(visitors, s_pause, UntilCalculatedAsync(specialist, run, ct), ct);
        foreach (var group in busy.GroupBy(t => t.Step).OrderByDescending(g => Percentile([.. g], 99)))
            await output.WriteLineAsync($"  {group.Key,-28} {group.Count(),5} answers, median {Milliseconds(Percentile([.. group], 50)),5} ms, 99% within {Milliseconds(Percentile([.. group], 99)),5} ms, {group.Count(t => t.Failed)} failed");
        await output.WriteLineAsync(JsonSerializer.Serialize(new
        {
            employees,
            people = visitors.Count,
            quiet_answers = quiet.Count,
            quiet_p50_ms = Milliseconds(Percentile(quiet, 50)),
            quiet_p99_ms = Milliseconds(Percentile(quiet, 99)),
            run_seconds = BenchPayRun.Number(watch.Elapsed),
            answers = busy.Count,
            p50_ms = Milliseconds(Percentile(busy, 50)),
            p99_ms = Milliseconds(Percentile(busy, 99)),
            slowest_ms = Milliseconds(busy.Max(t => t.Time)),
            failed = quiet.Concat(busy).Count(t => t.Failed),
        }));
        foreach (var (visitor, _) in visitors) visitor.Dispose();
        return busy.Concat(quiet).Any(t => t.Failed) ? 1 : 0;
    }

    private static readonly Step[] s_specialist =
    [
        new("board", (v, ct) => v.OpenAsync("/operations", ct)),
        new("run", (v, ct) => v.OpenAsync(v.Run, ct)),
        new("blockers", (v, ct) => v.OpenAsync(v.Run + "/blockers", ct)),
        new("person's entries", (v, ct) => v.OpenAsync(v.Entries(v.Somebody()), ct)),
        new("enter a bonus", (v, ct) => v.SubmitAsync(v.Entries(v.Somebody()), [("Typed.Item", "bonus"), ("Item", "bonus"), ("Typed.Amount", "150.00"), ("Amount", "150.00")], ct)),
        new("search", (v, ct) => v.OpenAsync("/search?q=P" + v.Draw(100_000).ToString("0000000", CultureInfo.InvariantCulture), ct)),
    ];

    private static readonly Step[] s_clientHr =
    [
        new("client's home", (v, ct) => v.OpenAsync("/c/BENCH", ct)),
        new("people, first page", (v, ct) => v.OpenAsync("/c/BENCH/people", ct)),
        new("find a person", (v, ct) => v.OpenAsync("/c/BENCH/people?q=Nowak", ct)),
        new("person", (v, ct) => v.OpenAsync("/c/BENCH/people/" + v.Somebody(), ct)),
        new("submit a change", (v, ct) => v.SubmitAsync($"/c/BENCH/people/{v.Somebody()}/change/address",
            [("effective_from", Today()), ("address_line_1", v.Draw(300) + " High Street"), ("town", "Bristol"), ("postcode", "BS1 1AA")], ct)),
    ];

    private static readonly Step[] s_employee =
    [
        new("my pay", (v, ct) => v.OpenAsync("/me", ct)),
        new("my payslips", (v, ct) => v.OpenAsync("/me/payslips", ct)),
        new("my details", (v, ct) => v.OpenAsync("/me/details", ct)),
        new("my benefits", (v, ct) => v.OpenAsync("/me/benefits", ct)),
        new("ask for a new address", (v, ct) => v.SubmitAsync("/me/details/address", [("effective_from", Today()), ("address_line_1", v.Draw(300) + " Mill Lane"), ("town", "Bristol"), ("postcode", "BS2 2BB")], ct)),
    ];

    private static async Task<long[]> PrepareAsync(string folder, int employees, CancellationToken ct)
    {
        await using var house = await BenchHouse.OpenAsync(folder, ct);
        await house.ImportAsync(BenchPayRun.People(employees).File("MONTHLY"), commit: true, ct);
        await house.ApproveAsync(ct);
        var today = DateOnly.FromDateTime(house.Get<TimeProvider>().GetUtcNow().UtcDateTime);
        var problems = await house.Get<IPayrollSetup>().AddCalendarAsync(BenchHouse.Lead, house.Client.Id,
            new NewPayCalendar(house.PayGroupId, "monthly", new DateOnly(today.Year, today.Month, 1), null, null, 0, new(20, 0), 0, new(21, 0), 0, new(22, 0)), ct);
        if (problems.Count > 0) throw new InvalidOperationException(problems[0]);
        var ids = (await house.Get<IEmployees>().IdsByNumberAsync(house.Client.Id, ct)).Values.Order().ToArray();
        var accounts = house.Get<Accounts>();
        for (var i = 0; i < Specialists; i++) await accounts.OpenAsync("specialist" + i, "Specialist", Password, [new(Role.PayrollSpecialist, null)], ct);
        for (var i = 0; i < ClientHr; i++) await accounts.OpenAsync("hr" + i, "Client HR", Password, [new(Role.ClientHr, house.Client.Id)], ct);
        for (var i = 0; i < Employees; i++) await accounts.OpenAsync("employee" + i, "Employee", Password, [new(Role.Employee, house.Client.Id, ids[i])], ct);
        return ids;
    }

    /// <summary>The address of the run that can be calculated, once the schedule has opened it.</summary>
    private static async Task<string> RunAsync(Visitor specialist, CancellationToken ct)
    {
        for (; ; await Task.Delay(500, ct))
        {
            foreach (var run in RunAddress().Matches(await specialist.ReadAsync("/c/BENCH/runs", ct)).Select(m => m.Value).Distinct())
                if ((await specialist.ReadAsync(run, ct)).Contains("handler=Calculate", StringComparison.Ordinal)) return run;
        }
    }

    private static async Task UntilCalculatedAsync(Visitor specialist, string run, CancellationToken ct)
    {
        while (!(await specialist.ReadAsync(run, ct)).Contains("handler=Recalculate", StringComparison.Ordinal)) await Task.Delay(500, ct);
    }

    private static async Task<List<Taken>> LoadAsync(List<(Visitor Visitor, Step[] Steps)> visitors, TimeSpan pause, Task until, CancellationToken ct)
    {
        var taken = new ConcurrentBag<Taken>();
        await Task.WhenAll(visitors.Select(async (who, i) =>
        {
            await Task.Delay(pause * i / visitors.Count, ct);
            for (var k = i; !until.IsCompleted; k++)
            {
                var step = who.Steps[k % who.Steps.Length];
                var watch = Stopwatch.StartNew();
                bool failed;
                try
                {
                    using var answer = await step.TakeAsync(who.Visitor, ct);
                    await answer.Content.ReadAsByteArrayAsync(ct);
                    failed = !answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    failed = true;
                }
                taken.Add(new(step.Name, watch.Elapsed - who.Visitor.Read, failed));
                await Task.Delay(pause, ct);
            }
        }));
        await until;
        return [.. taken];
    }

    private static TimeSpan Percentile(List<Taken> taken, int percent) => taken.Select(t => t.Time).Order().ElementAt(Math.Min(taken.Count - 1, taken.Count * percent / 100));

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static string Today() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/c/BENCH/runs/\d+")]
    private static partial Regex RunAddress();

    [GeneratedRegex("<input[^>]*name=\"(?<name>[^\"]+)\"[^>]*type=\"hidden\"[^>]*value=\"(?<value>[^\"]*)\"|<input[^>]*type=\"hidden\"[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();

    /// <summary>Somebody with a browser who is signed in.</summary>
    private sealed class Visitor(Uri address, long[] ids, int seed) : IDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        private int _draws = seed * 7919;

        public string Run { get; set; } = "";

        /// <summary>Of the last submission: what it took to open the form, which is another page's time.</summary>
        public TimeSpan Read { get; private set; }

        public int Draw(int below) => (int)((uint)(_draws = unchecked(_draws * 1103515245 + 12345)) / 8 % (uint)below);

        public long Somebody() => ids[Employees + Draw(ids.Length - Employees)];

        public string Entries(long employeeId) => Run.Replace("/runs/", "/inputs/", StringComparison.Ordinal) + "/" + employeeId.ToString(CultureInfo.InvariantCulture);

        public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken ct)
        {
            Read = TimeSpan.Zero;
            return _http.GetAsync(path, ct);
        }

        public async Task<string> ReadAsync(string path, CancellationToken ct)
        {
            using var answer = await OpenAsync(path, ct);
            return await answer.Content.ReadAsStringAsync(ct);
        }

        public async Task<HttpResponseMessage> SubmitAsync(string path, (string Name, string Value)[] fields, CancellationToken ct)
        {
            var watch = Stopwatch.StartNew();
            using var page = await OpenAsync(path, ct);
            var form = await page.Content.ReadAsStringAsync(ct);
            if (!page.IsSuccessStatusCode) return new HttpResponseMessage(page.StatusCode);
            Read = watch.Elapsed;
            return await PostAsync(path, form[form.IndexOf("<main", StringComparison.Ordinal)..], fields, ct);
        }

        /// <summary>Sends the page's form of this handler as it stands.</summary>
        public async Task<HttpResponseMessage> PressAsync(string path, string handler, CancellationToken ct)
        {
            var page = await ReadAsync(path, ct);
            var at = page.IndexOf("handler=" + handler, StringComparison.Ordinal);
            if (at < 0) throw new InvalidOperationException($"{path} has no form for {handler}.");
            return await PostAsync($"{path}?handler={handler}", page[at..], [], ct);
        }

        public async Task SignInAsync(string userName, CancellationToken ct)
        {
            using var answer = await SubmitAsync("/sign-in", [("UserName", userName), ("Password", Password)], ct);
            if (!answer.IsSuccessStatusCode || answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal)) throw new InvalidOperationException($"{userName} could not sign in.");
        }

        public void Dispose() => _http.Dispose();

        private Task<HttpResponseMessage> PostAsync(string path, string form, (string Name, string Value)[] fields, CancellationToken ct)
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            var end = form.IndexOf("</form>", StringComparison.Ordinal);
            foreach (Match hidden in Hidden().Matches(end < 0 ? form : form[..end])) values[hidden.Groups["name"].Value] = WebUtility.HtmlDecode(hidden.Groups["value"].Value);
            foreach (var (name, value) in fields) values[name] = value;
            return _http.PostAsync(path, new FormUrlEncodedContent(values), ct);
        }
    }
}
