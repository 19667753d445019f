using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.OpeningBalances;

[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class ListOpeningBatchesModel(Caller caller, PayrollStore store) : PageModel
{
    public Client Client => caller.Client;

    public IReadOnlyList<OpeningBatch> Batches { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(Client.Id, ct);
        Batches = await OpeningBatch.ListAsync(db, null, ct);
    }
}
