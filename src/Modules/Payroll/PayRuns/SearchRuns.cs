using System.Globalization;
using Bureau.Kernel;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;

namespace Bureau.Payroll.PayRuns;

/// <summary>Pay runs by pay group, period, pay date and exact totals; payslips of the last year by their net or gross amount.</summary>
internal sealed class SearchRuns(PayrollStore store, IPayGroups groups, IEmployees employees, Permissions permissions, PackSource packs) : ISearch
{
    private const int Most = 10;

    public string Kind => "runs";

    public async Task<SearchHit?> FindAsync(Actor actor, Client client, long id, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.ViewRun, client.Id, ct)) return null;
        await using var db = await store.OpenAsync(client.Id, ct);
        return await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = id }, ct) is { } run ? Hit(client, run, (await groups.GetAsync(client.Id, run.PayGroupId, ct)).Name) : null;
    }

    public async Task<IReadOnlyList<SearchHit>> FindAsync(Actor actor, Client client, string text, CancellationToken ct = default)
    {
        var hits = new List<SearchHit>();
        if (await permissions.AllowsAsync(actor, PayrollPermissions.ViewRun, client.Id, ct)) hits.AddRange(await RunsAsync(client, text, ct));
        if (await permissions.AllowsAsync(actor, PayrollPermissions.ViewPayslips, client.Id, ct) && Minor(client, text) is { } minor) hits.AddRange(await PayslipsAsync(client, minor, ct));
        return hits;
    }

    private async Task<IEnumerable<SearchHit>> RunsAsync(Client client, string text, CancellationToken ct)
    {
        var names = (await groups.ListAsync(client.Id, ct)).ToDictionary(g => g.Id, g => g.Name);
        await using var db = await store.OpenAsync(client.Id, ct);
        var runs = await db.QueryAsync<PayRun>(PayRun.Select + " where client_id = @Client order by pay_date desc, id desc offset 0 rows fetch next 200 rows only", ct: ct);
        return runs.Select(r => (Run: r, Hit: Hit(client, r, names.GetValueOrDefault(r.PayGroupId, "Pay group"))))
            .Where(r => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => $"{client.Name} {client.Code} {r.Hit.Title} {Show.Day(r.Run.PayDate)} {r.Run.PayDate:yyyy-MM-dd}".Contains(word, StringComparison.CurrentCultureIgnoreCase))
                || (Minor(client, text) is > 0 and var minor && (r.Run.NetMinor == minor || r.Run.GrossMinor == minor || r.Run.EmployerCostMinor == minor)))
            .Take(Most).Select(r => r.Hit);
    }

    private static SearchHit Hit(Client client, PayRun run, string group) =>
        new("Pay run", $"{group}, {RunWords.Period(run)}", $"{PayRunState.Label(run.State)}, paid {Show.Day(run.PayDate)}", $"/c/{client.Code}/runs/{run.Id}");

    private async Task<IEnumerable<SearchHit>> PayslipsAsync(Client client, long minor, CancellationToken ct)
    {
        IReadOnlyList<Payslip> found;
        await using (var db = await store.OpenAsync(client.Id, ct))
            found = await db.QueryAsync<Payslip>("""
                select p.pay_run_id, p.employee_id, p.net_minor, p.gross_minor, r.pay_date, r.currency
                from payroll.payslip p
                join payroll.pay_run r on r.client_id = @Client and r.id = p.pay_run_id
                where p.client_id = @Client and r.pay_date >= @Since and (p.net_minor = @Minor or p.gross_minor = @Minor)
                order by r.pay_date desc, p.employee_id
                offset 0 rows fetch next @Take rows only
                """, new { Minor = minor, Since = client.DayAt(db.Now).AddYears(-1), Take = Most }, ct);
        if (found.Count == 0) return [];
        var names = await employees.NamesAsync(client.Id, found.Select(p => p.EmployeeId), ct);
        return found.Select(p => new SearchHit("Payslip", $"{names.GetValueOrDefault(p.EmployeeId)?.Name ?? "Employee"}, {Show.Day(p.PayDate)}",
            $"Gross {Show.Money(p.GrossMinor, p.Currency)}, net {Show.Money(p.NetMinor, p.Currency)}", $"/c/{client.Code}/runs/{p.PayRunId}/payslips/{p.EmployeeId}"));
    }

    /// <summary>The text as an amount of the client's currency; null when it is none.</summary>
    private long? Minor(Client client, string text)
    {
        var currency = Currency.FromCode(packs(client.Country).Currency);
        return decimal.TryParse(text.TrimStart('£', '$', '€'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount)
            && amount is > 0 and < 1_000_000_000m && decimal.Round(amount, currency.Decimals) == amount ? new Money(amount, currency).ToMinor() : null;
    }

    private sealed class Payslip
    {
        public long PayRunId { get; init; }
        public long EmployeeId { get; init; }
        public long NetMinor { get; init; }
        public long GrossMinor { get; init; }
        public DateOnly PayDate { get; init; }
        public string Currency { get; init; } = "";
    }
}
