using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Reports;

[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class ListReportsModel(Caller caller) : PageModel
{
    public Client Client => caller.Client;
}
