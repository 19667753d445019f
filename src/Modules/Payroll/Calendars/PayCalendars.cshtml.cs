using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Calendars;

/// <summary>When each pay group is paid, and a calendar for those that have none yet.</summary>
[Needs(PayrollPermissions.ManageCalendars)]
internal sealed class PayCalendarsModel(Caller caller, PayrollStore store, IPayGroups groups, IPayPeriods periods, IPayrollSetup setup, PackSource packs, TimeProvider clock) : PageModel
{
    /// <summary>Fields by the word that a problem with them begins with.</summary>
    private static readonly (string Word, string Field)[] s_fields =
    [
        ("Frequency", nameof(Frequency)), ("First period", nameof(StartsOn)), ("Pay day", nameof(DayOfMonth)), ("First pay date", nameof(FirstPayDate)),
        ("Deadlines", nameof(CutOffDays)), ("Approval", nameof(ApprovalDays)), ("Release", nameof(ReleaseDays)),
    ];

    [FromForm] public long PayGroupId { get; set; }
    [FromForm] public string? Frequency { get; set; }
    [FromForm] public string? StartsOn { get; set; }
    [FromForm] public string? DayOfMonth { get; set; }
    [FromForm] public string? FirstPayDate { get; set; }
    [FromForm] public string? CutOffDays { get; set; } = "4";
    [FromForm] public string? CutOffTime { get; set; } = "12:00";
    [FromForm] public string? ApprovalDays { get; set; } = "2";
    [FromForm] public string? ApprovalTime { get; set; } = "17:00";
    [FromForm] public string? ReleaseDays { get; set; } = "0";
    [FromForm] public string? ReleaseTime { get; set; } = "06:00";

    public Client Client => caller.Client;

    public IRulePack Pack => packs(Client.Country);

    public IReadOnlyList<(PayGroup Group, PayCalendar Calendar, PayPeriod? Next)> Calendars { get; private set; } = [];

    public IReadOnlyList<PayGroup> Without { get; private set; } = [];

    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    public IEnumerable<PayFrequency> Frequencies => Pack.Frequencies.Where(f => AddPayCalendar.Known.Contains(f));

    public string? Problem(string field) => Problems.FirstOrDefault(p => p.Field == field).Message;

    public async Task OnGetAsync(CancellationToken ct)
    {
        IReadOnlyList<PayCalendar> calendars;
        await using (var db = await store.OpenAsync(Client.Id, ct)) calendars = await db.QueryAsync<PayCalendar>(PayCalendar.Select + " where client_id = @Client", ct: ct);
        var (known, all) = (new List<(PayGroup, PayCalendar, PayPeriod?)>(), await groups.ListAsync(Client.Id, ct));
        foreach (var group in all)
            if (calendars.FirstOrDefault(c => c.PayGroupId == group.Id) is { } calendar)
                known.Add((group, calendar, await periods.UpcomingAsync(Client.Id, group.Id, Client.DayAt(clock.GetUtcNow()), 1, ct) is [var next] ? next : null));
        (Calendars, Without) = (known, [.. all.Where(g => calendars.All(c => c.PayGroupId != g.Id))]);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        if (Without.All(g => g.Id != PayGroupId)) return NotFound();
        var problems = new List<(string, string)>();
        var calendar = new NewPayCalendar(PayGroupId, Frequency ?? "", Day(StartsOn) ?? Missing(nameof(StartsOn), "First period: choose its first day."), Whole(DayOfMonth, nameof(DayOfMonth), "Pay day: choose a day from 1 to 31, or none for the last working day."), Day(FirstPayDate),
            Days(CutOffDays, nameof(CutOffDays)), Time(CutOffTime, nameof(CutOffDays)), Days(ApprovalDays, nameof(ApprovalDays)), Time(ApprovalTime, nameof(ApprovalDays)), Days(ReleaseDays, nameof(ReleaseDays)), Time(ReleaseTime, nameof(ReleaseDays)));
        if (problems.Count == 0)
            problems.AddRange((await setup.AddCalendarAsync(caller.Actor, Client.Id, calendar, ct)).Select(p => (s_fields.FirstOrDefault(f => p.StartsWith(f.Word + ":", StringComparison.Ordinal)).Field ?? nameof(PayGroupId), p)));
        if (problems.Count == 0) return this.Done("Pay calendar added. Its runs open by themselves, ahead of their cut-off.", $"/c/{Client.Code}/setup/calendars");
        Problems = problems;
        ModelState.Clear();
        return Page();

        DateOnly Missing(string field, string message)
        {
            problems.Add((field, message));
            return default;
        }

        int? Whole(string? text, string field, string message)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
            problems.Add((field, message));
            return null;
        }

        int Days(string? text, string field)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)) return days;
            problems.Add((field, "Deadlines: choose 0 to 30 working days before the pay date."));
            return 0;
        }

        TimeOnly Time(string? text, string field)
        {
            if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
            problems.Add((field, "Deadlines: write the time of day as 17:00."));
            return default;
        }
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
