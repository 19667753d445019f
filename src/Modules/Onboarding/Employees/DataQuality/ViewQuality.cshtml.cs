using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Employees.DataQuality;

/// <summary>How good a client's data are, and what to put right.</summary>
[Needs(OnboardingPermissions.ViewPeople)]
internal sealed class ViewQualityModel(Caller caller, OnboardingStore store, SensitiveValues sensitive, ClientFields clientFields) : PageModel
{
    /// <summary>Of one kind; the rest is counted.</summary>
    public const int MostShown = 50;

    public Client Client => caller.Client;

    public QualityReport Report { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var fields = await clientFields.ForAsync(Client, ct);
        await using var db = await store.OpenAsync(Client.Id, ct);
        Report = await DataQuality.JudgeAsync(db, sensitive, fields, Client, ct);
    }
}
