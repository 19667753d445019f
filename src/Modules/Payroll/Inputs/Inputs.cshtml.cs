using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Inputs;

[Needs(PayrollPermissions.ViewRun)]
internal sealed class InputsModel(Caller caller, PayrollStore store, IPayGroups groups, TimeProvider clock) : PageModel
{
    private IReadOnlyDictionary<long, string> _groups = new Dictionary<long, string>();

    public Client Client => caller.Client;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public IReadOnlyList<PayRun> Runs { get; private set; } = [];

    public IReadOnlyDictionary<long, int> Entries { get; private set; } = new Dictionary<long, int>();

    public string GroupName(PayRun run) => _groups.GetValueOrDefault(run.PayGroupId, "Pay group");

    public async Task OnGetAsync(CancellationToken ct)
    {
        _groups = (await groups.ListAsync(Client.Id, ct)).ToDictionary(g => g.Id, g => g.Name);
        await using var db = await store.OpenAsync(Client.Id, ct);
        Runs = await db.QueryAsync<PayRun>(PayRun.Select + """
             where client_id = @Client and state in ('scheduled', 'open', 'calculating', 'in-review', 'submitted', 'approved')
            order by case when state in ('scheduled', 'open') then 0 else 1 end, cut_off_at, id
            """, ct: ct);
        Entries = await ReadPayInputs.CountsAsync(db, Runs.Select(r => r.Id), ct);
    }
}
