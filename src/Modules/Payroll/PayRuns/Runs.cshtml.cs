using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns;

/// <summary>One client's runs, newest pay date first.</summary>
[Needs(PayrollPermissions.ViewRun)]
internal sealed class RunsModel(Caller caller, PayrollStore store, IPayGroups groups, TimeProvider clock) : PageModel
{
    public const int PageSize = 40;

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    /// <summary>Id of a pay group.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Group { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public Client Client => caller.Client;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public IReadOnlyList<PayGroup> Groups { get; private set; } = [];

    public IReadOnlyList<PayRun> Runs { get; private set; } = [];

    public int Total { get; private set; }

    public string GroupName(PayRun run) => Groups.FirstOrDefault(g => g.Id == run.PayGroupId)?.Name ?? "Pay group";

    public async Task OnGetAsync(CancellationToken ct)
    {
        Groups = await groups.ListAsync(Client.Id, ct);
        var state = string.IsNullOrEmpty(State) ? null : State;
        await using var db = await store.OpenAsync(Client.Id, ct);
        Total = await db.ScalarAsync<int>("""
            select count(*) from payroll.pay_run
            where client_id = @Client and (@State is null or state = @State) and (@Group is null or pay_group_id = @Group)
            """, new { State = state, Group }, ct);
        P = Math.Clamp(P, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Runs = await db.QueryAsync<PayRun>(PayRun.Select + """
             where client_id = @Client and (@State is null or state = @State) and (@Group is null or pay_group_id = @Group)
            order by pay_date desc, id desc
            offset @Skip rows fetch next @Take rows only
            """, new { State = state, Group, Skip = (P - 1) * PageSize, Take = PageSize }, ct);
    }
}
