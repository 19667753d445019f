using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Home;

/// <summary>A client's first screen: what do I have to do, by when. Every module says its part.</summary>
[Needs(OnboardingPermissions.ViewPeople)]
internal sealed class ClientHomeModel(Caller caller, OnboardingStore store, IEnumerable<IToDos> sources) : PageModel
{
    public Client Client => caller.Client;
    public IReadOnlyList<ToDo> ToDos { get; private set; } = [];
    public DateTimeOffset Now { get; private set; }
    public long Employed { get; private set; }
    public IReadOnlyList<Mover> Movers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Now = store.Database.Clock.GetUtcNow();
        var toDos = new List<ToDo>();
        foreach (var source in sources) toDos.AddRange(await source.ForAsync(caller.Actor, Client, ct));
        ToDos = [.. toDos.OrderBy(t => t.DueAt ?? DateTimeOffset.MaxValue)];
        await using var db = await store.OpenAsync(Client.Id, ct);
        var today = Client.DayAt(Now);
        Employed = await db.ScalarAsync<long>("""
            select count(*) from onboarding.employee where client_id = @Client and start_date <= @Today and (leaving_date is null or leaving_date >= @Today)
            """, new { Today = today }, ct);
        Movers = await db.QueryAsync<Mover>("""
            select id, given_name, family_name, start_date as day, 'starts' as what from onboarding.employee where client_id = @Client and start_date >= @Today and start_date <= @Until
            union all
            select id, given_name, family_name, leaving_date, 'leaves' from onboarding.employee where client_id = @Client and leaving_date >= @Today and leaving_date <= @Until
            order by day, family_name
            offset 0 rows fetch next 20 rows only
            """, new { Today = today, Until = today.AddDays(30) }, ct);
    }

    public sealed class Mover
    {
        public long Id { get; init; }
        public string GivenName { get; init; } = "";
        public string FamilyName { get; init; } = "";
        public DateOnly Day { get; init; }
        public string What { get; init; } = "";

        public string Name => Employees.Employees.FullName(GivenName, FamilyName);
    }
}
