using Bureau.Benefits.Contracts;
using Bureau.Compliance.Contracts;
using Bureau.Host.Scheduling;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Time;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;

namespace Bureau.Host.Demonstration;

/// <summary>What happened at the provider since the tax year began, told by doing it.</summary>
internal sealed class Story(IServiceProvider services, DemonstrationClock clock, DateTimeOffset now)
{
    private readonly Calendars _calendars = new(now);
    private readonly Dictionary<People.SignIn, Actor> _people = [];

    public static DateTimeOffset Beginning(DateTimeOffset now) => new Calendars(now).Beginning;

    public async Task TellAsync(CancellationToken ct)
    {
        await Modules.MigrateAsync(services, ct);
        foreach (var person in People.All.Where(p => p.Client is null)) await SignInAsync(person, null, null, person.Name, ct);
        var harbour = await HarbourAsync(ct);
        var kestrel = await KestrelAsync(ct);
        var larkspur = await LarkspurAsync(ct);

        var clients = new[] { harbour, kestrel, larkspur };
        for (var day = Zones.DayAt(_calendars.Beginning, Calendars.Zone); ; day = day.AddDays(1))
        {
            // Runs are released at their time. Afternoon: what passed its cut-off is calculated. Evening: the day's decisions are carried out.
            foreach (var hour in new[] { 7, 14, 19 })
            {
                var moment = Zones.InstantOf(day, new TimeOnly(hour, 0), Calendars.Zone);
                if (moment > _calendars.End) moment = _calendars.End;
                foreach (var release in await ReleasesAsync(clients, moment, ct))
                {
                    clock.MoveTo(release);
                    await LiveAsync(ct);
                }
                clock.MoveTo(moment);
                await LiveAsync(ct);
                if (hour == 7)
                    foreach (var client in clients) await client.MorningAsync(day, clock.GetUtcNow(), ct);
                else
                    foreach (var client in clients) await DecideAsync(client, ct);
                if (hour == 19)
                    foreach (var client in clients) await FileAsync(client.Client, day, ct);
                await LiveAsync(ct);
                if (moment < _calendars.End) continue;
                foreach (var client in clients) await client.LeaveWorkAsync(client, day, ct);
                return;
            }
        }
    }

    /// <summary>When approved runs are due for release up to a moment, in order.</summary>
    private async Task<IEnumerable<DateTimeOffset>> ReleasesAsync(DemonstrationClient[] clients, DateTimeOffset until, CancellationToken ct)
    {
        var due = new SortedSet<DateTimeOffset>();
        foreach (var client in clients)
            due.UnionWith((await Get<IPayRuns>().ListAsync(client.Client.Id, ct)).Where(r => r.State == "approved" && r.ReleaseAt > clock.GetUtcNow() && r.ReleaseAt < until).Select(r => r.ReleaseAt));
        return due;
    }

    private async Task<DemonstrationClient> HarbourAsync(CancellationToken ct)
    {
        var client = await OpenAsync(new NewClient("HARBOUR", "Harbour & Vale Ltd", Calendars.Zone, "GB"), ct);
        Done((await Get<IClientSetup>().AgreeEngagementAsync(Ingrid, client.Id, new NewEngagement("hybrid", "onshore", First, new Dictionary<string, Side>
        {
            [Functions.MaintainPeople] = Side.Client,
            [Functions.ApproveChanges] = Side.Client,
            [Functions.EnterPayInputs] = Side.Client,
            [Functions.RunPayroll] = Side.Provider,
            [Functions.ApprovePayRun] = Side.Provider,
            [Functions.AdministerBenefits] = Side.Client,
            [Functions.FileReturns] = Side.Provider,
        }), ct)).Problems);
        var group = await EmployerAsync(client, "Harbour & Vale Ltd", ["12 Quay Street", "Bristol", "BS1 4QA"], British("475/HV2041", "475PH00312245"), "MONTHLY", "Monthly salaries", ct);
        Done(await Get<IPayrollSetup>().AddCalendarAsync(Ingrid, client.Id, _calendars.Monthly(group), ct));
        await SignInAsync(People.HarbourHr, client.Id, null, People.HarbourHr.Name, ct);
        await SignInAsync(People.HarbourApprover, client.Id, null, People.HarbourApprover.Name, ct);
        var harbour = new DemonstrationClient(services, client, Of(People.HarbourHr), Of(People.HarbourApprover), Of(People.HarbourHr), Of(People.Approver), "HARBOUR-people.csv") { HandedInLate = s_british, LeaveWorkAsync = HarbourWaitsAsync };
        await harbour.BringPeopleAsync(First, ct);

        var pension = await PlanAsync(client.Id, new NewPlan
        {
            Name = "Harbour pension",
            Kind = "pension",
            EffectiveFrom = First,
            Scheme = "net_pay",
            EarningsBasis = "qualifying",
            EmployeeRate = 0.05m,
            MostEmployeeRate = 0.2m,
            EmployerRate = 0.03m,
        }, Of(People.HarbourHr), ct);
        var cycle = await PlanAsync(client.Id, new NewPlan { Name = "Cycle to work", Kind = "salary-sacrifice", EffectiveFrom = First, YearlyAmount = 600m, MostYearlyAmount = 1200m }, Of(People.HarbourHr), ct);
        var ids = (await Get<IEmployees>().IdsByNumberAsync(client.Id, ct)).OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        Done(await Get<IBenefitSetup>().EnrolAsync(client.Id, pension,
            [.. ids.Where((_, i) => i % 10 < 8).Select((p, i) => new NewEnrolment(p.Value, First, i % 7 == 0 ? 0.08m : null))], Of(People.HarbourHr), ct));
        Done(await Get<IBenefitSetup>().EnrolByLawAsync(client.Id, pension, 0, Of(People.HarbourHr), ct));
        Done(await Get<IBenefitSetup>().EnrolAsync(client.Id, cycle, [.. ids.IntersectBy(harbour.WellPaid, p => p.Key).Where((_, i) => i % 11 == 4).Select(p => new NewEnrolment(p.Value, First))], Of(People.HarbourHr), ct));
        await EmployeeSignInAsync(People.HarbourEmployee, client.Id, ct);
        return harbour;
    }

    private async Task<DemonstrationClient> KestrelAsync(CancellationToken ct)
    {
        var client = await OpenAsync(new NewClient("KESTREL", "Kestrel Foods Ltd", Calendars.Zone, "GB"), ct);
        var performedBy = Functions.All.Where(f => f != Functions.SignOffPayRun).ToDictionary(f => f, _ => Side.Provider);
        performedBy[Functions.ApprovePayRun] = Side.Client;
        Done((await Get<IClientSetup>().AgreeEngagementAsync(Ingrid, client.Id, new NewEngagement("complete", "nearshore", First, performedBy), ct)).Problems);
        var group = await EmployerAsync(client, "Kestrel Foods Ltd", ["Unit 7, Riverside Industrial Estate", "Lowestoft", "NR33 7PL"], British("581/KF7730", "581PK00447190"), "WEEKLY", "Weekly wages", ct);
        Done(await Get<IPayrollSetup>().AddCalendarAsync(Ingrid, client.Id, _calendars.Weekly(group), ct));
        await SignInAsync(People.KestrelHr, client.Id, null, People.KestrelHr.Name, ct);
        await SignInAsync(People.KestrelApprover, client.Id, null, People.KestrelApprover.Name, ct);
        var kestrel = new DemonstrationClient(services, client, Of(People.Specialist), Of(People.Approver), Of(People.Specialist), Of(People.KestrelApprover), "KESTREL-people.csv") { HandedInLate = s_british };
        await kestrel.BringPeopleAsync(First, ct);

        var pension = await PlanAsync(client.Id, new NewPlan
        {
            Name = "Kestrel workplace pension",
            Kind = "pension",
            EffectiveFrom = First,
            Scheme = "relief_at_source",
            EarningsBasis = "qualifying",
            EmployeeRate = 0.05m,
            EmployerRate = 0.03m,
        }, Of(People.Specialist), ct);
        var ids = (await Get<IEmployees>().IdsByNumberAsync(client.Id, ct)).OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        Done(await Get<IBenefitSetup>().EnrolAsync(client.Id, pension, [.. ids.Where((_, i) => i % 4 != 3).Select(p => new NewEnrolment(p.Value, First))], Of(People.Specialist), ct));
        Done(await Get<IBenefitSetup>().EnrolByLawAsync(client.Id, pension, 3, Of(People.Specialist), ct));
        await EmployeeSignInAsync(People.KestrelEmployee, client.Id, ct);
        return kestrel;
    }

    private async Task<DemonstrationClient> LarkspurAsync(CancellationToken ct)
    {
        var client = await OpenAsync(new NewClient("LARKSPUR", "Larkspur Instruments Inc.", Calendars.AmericanZone, "US"), ct);
        var performedBy = Functions.All.ToDictionary(f => f, _ => Side.Provider);
        performedBy[Functions.MaintainPeople] = performedBy[Functions.ApproveChanges] = performedBy[Functions.SignOffPayRun] = Side.Client;
        Done((await Get<IClientSetup>().AgreeEngagementAsync(Ingrid, client.Id, new NewEngagement("hybrid", "offshore", First, performedBy), ct)).Problems);
        var group = await EmployerAsync(client, "Larkspur Instruments Inc.", ["63 Flushing Avenue", "Brooklyn NY 11205"], new()
        {
            ["ein"] = "47-3086215",
            ["phone"] = "718-555-0142",
            ["federal_deposit_schedule"] = "semiweekly",
            ["supplemental_method"] = "flat",
            ["nj_employer_rate"] = "0.0335",
            ["wa_ui_rate"] = "0.0123",
            ["states"] = "AZ CA CO GA IL IN KY MA MI NC NJ NY PA TX UT WA",
        }, "BIWEEKLY", "Biweekly payroll", ct);
        Done(await Get<IPayrollSetup>().AddCalendarAsync(Ingrid, client.Id, _calendars.Biweekly(group), ct));
        await SignInAsync(People.LarkspurHr, client.Id, null, People.LarkspurHr.Name, ct);
        await SignInAsync(People.LarkspurApprover, client.Id, null, People.LarkspurApprover.Name, ct);
        var larkspur = new DemonstrationClient(services, client, Of(People.LarkspurHr), Of(People.LarkspurApprover), Of(People.Specialist), Of(People.Approver), "LARKSPUR-people.csv")
        {
            HandedInLate = s_american,
            Signatory = Of(People.LarkspurApprover),
            LeaveWorkAsync = LarkspurWaitsAsync,
        };
        await larkspur.BringPeopleAsync(First, ct);

        var retirement = await PlanAsync(client.Id, new NewPlan { Name = "Larkspur 401(k)", Kind = "retirement_401k", EffectiveFrom = First, EmployeeRate = 0.01m, MostEmployeeRate = 0.75m, EmployerAdds = "100% of 3%, 50% of 2%" }, Of(People.Specialist), ct);
        var roth = await PlanAsync(client.Id, new NewPlan { Name = "Larkspur Roth 401(k)", Kind = "retirement_401k_roth", EffectiveFrom = First, EmployeeRate = 0.01m, MostEmployeeRate = 0.75m, EmployerAdds = "100% of 3%, 50% of 2%" }, Of(People.Specialist), ct);
        var medical = await PlanAsync(client.Id, new NewPlan { Name = "Medical plan", Kind = "section125", EffectiveFrom = First, YearlyAmount = 2_197m, MostYearlyAmount = 4_407m }, Of(People.Specialist), ct);
        var savings = await PlanAsync(client.Id, new NewPlan { Name = "Health savings account", Kind = "hsa_via_cafeteria", EffectiveFrom = First, YearlyAmount = 260m, MostYearlyAmount = 4_400m }, Of(People.Specialist), ct);
        var transit = await PlanAsync(client.Id, new NewPlan { Name = "Commuter transit", Kind = "commuter_transit", EffectiveFrom = First, YearlyAmount = 390m, MostYearlyAmount = 3_900m }, Of(People.Specialist), ct);
        var ids = (await Get<IEmployees>().IdsByNumberAsync(client.Id, ct)).OrderBy(p => p.Key, StringComparer.Ordinal).Select((p, i) => (Id: p.Value, Number: i)).ToList();
        async Task EnrolAsync(long plan, IEnumerable<NewEnrolment> people) => Done(await Get<IBenefitSetup>().EnrolAsync(client.Id, plan, [.. people], Of(People.Specialist), ct));
        await EnrolAsync(retirement, ids.Where(p => p.Number % 3 != 1).Select(p => new NewEnrolment(p.Id, First, (p.Number % 4 + 3) / 100m)));
        await EnrolAsync(roth, ids.Where(p => p.Number % 7 == 1).Select(p => new NewEnrolment(p.Id, First, 0.05m)));
        await EnrolAsync(medical, ids.Where(p => p.Number % 2 == 0).Select(p => new NewEnrolment(p.Id, First, YearlyAmount: 2_197m + p.Number % 5 * 552.50m)));
        await EnrolAsync(savings, ids.Where(p => p.Number % 8 == 2).Select(p => new NewEnrolment(p.Id, First, YearlyAmount: 1_300m)));
        await EnrolAsync(transit, ids.Where(p => p.Number % 6 == 0).Select(p => new NewEnrolment(p.Id, First, YearlyAmount: 1_584m)));
        await EmployeeSignInAsync(People.LarkspurEmployee, client.Id, ct);
        return larkspur;
    }

    private static readonly (string, Func<Dictionary<string, string>, Dictionary<string, string?>>)[] s_american =
    [
        ("bank_account_number", r => new()
        {
            ["bank_account_name"] = $"{r["given_name"]} {r["family_name"]}",
            ["bank_routing_number"] = "110000000",
            ["bank_account_number"] = "7703" + r["employee_number"][1..].PadLeft(6, '4'),
        }),
    ];

    /// <summary>A run that the client is to sign off; a rise, and a move from New York City to New Jersey.</summary>
    private async Task LarkspurWaitsAsync(DemonstrationClient larkspur, DateOnly today, CancellationToken ct)
    {
        // Blockers are cleared, the run is recalculated, then it is submitted.
        for (var step = 0; step < 3; step++)
        {
            await SubmitAsync(larkspur, DateTimeOffset.MaxValue, ct);
            await LiveAsync(ct);
        }
        var month = new DateOnly(today.Year, today.Month, 1);
        await larkspur.ChangeAsync(4, month, larkspur.Raise(4, 1.05m), "Annual review", ct);
        await larkspur.ChangeAsync(2, today, new()
        {
            ["address_line_1"] = "41 Erie Street",
            ["address_line_2"] = null,
            ["city"] = "Jersey City",
            ["residence_state"] = "NJ",
            ["zip_code"] = "07302",
            ["ny_resident_of"] = null,
        }, "Moved out of the city", ct);
    }

    private static Dictionary<string, string> British(string paye, string accountsOffice) => new() { ["paye_reference"] = paye, ["accounts_office_reference"] = accountsOffice };

    /// <summary>An emergency tax code, a category letter, an account.</summary>
    private static readonly (string, Func<Dictionary<string, string>, Dictionary<string, string?>>)[] s_british =
    [
        ("tax_code", _ => new() { ["tax_code"] = "1257L", ["tax_basis"] = "week1_month1" }),
        ("ni_category", _ => new() { ["ni_category"] = "A" }),
        ("bank_account_number", r => new()
        {
            ["bank_account_name"] = $"{r["given_name"]} {r["family_name"]}",
            ["bank_sort_code"] = "207106",
            ["bank_account_number"] = "41" + r["employee_number"][1..].PadLeft(6, '7'),
        }),
    ];

    /// <summary>A rise, a back-dated rise and an account.</summary>
    private static async Task HarbourWaitsAsync(DemonstrationClient harbour, DateOnly today, CancellationToken ct)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        await harbour.ChangeAsync(40, month, harbour.Raise(40, 1.06m), "Promoted this month", ct);
        await harbour.ChangeAsync(57, month.AddMonths(-2), harbour.Raise(57, 1.025m), "Agreed in the summer, forgotten since", ct);
        await harbour.ChangeAsync(72, today, new() { ["bank_account_name"] = "Joint account", ["bank_sort_code"] = "309412", ["bank_account_number"] = "68114402" }, "Moved bank", ct);
    }

    /// <summary>Every run that can be is submitted by one person and approved by another, but for the newest of all, which waits for whoever looks.</summary>
    private async Task DecideAsync(DemonstrationClient demonstrated, CancellationToken ct)
    {
        await SubmitAsync(demonstrated, _calendars.End, ct);
        var client = demonstrated.Client;
        foreach (var run in (await Get<IPayRuns>().ListAsync(client.Id, ct)).Where(r => r is { State: "submitted", Seal: not null }))
        {
            if (demonstrated.Signatory is { } signatory) Done(await Get<IPayRuns>().SignOffAsync(signatory, client.Id, run.Id, run.Seal!, ct));
            Done(await Get<IPayRuns>().ApproveAsync(demonstrated.RunApprover, client.Id, run.Id, run.Seal!, ct));
            await demonstrated.TellOfPensionsAsync(ct);
        }
    }

    /// <summary>Whatever is to be released before an instant is submitted, or brought a step nearer to it.</summary>
    private async Task SubmitAsync(DemonstrationClient demonstrated, DateTimeOffset releasedBefore, CancellationToken ct)
    {
        var client = demonstrated.Client;
        foreach (var run in (await Get<IPayRuns>().ListAsync(client.Id, ct)).Where(r => r.State is "in-review" && r.ReleaseAt < releasedBefore))
        {
            if (run.Blockers > 0) await demonstrated.ClearBlockersAsync(ct);
            if (run.Blockers > 0 || run.Stale)
            {
                await LiveAsync(ct);
                Done(await Get<IPayRuns>().RecalculateAsync(Of(People.Specialist), client.Id, run.Id, ct));
            }
            else
            {
                Done(await Get<IPayRuns>().SubmitAsync(Of(People.Specialist), client.Id, run.Id, ct));
            }
        }
    }

    /// <summary>What is due by tomorrow is filed and paid; what falls due after the story waits for whoever looks.</summary>
    private async Task FileAsync(Client client, DateOnly today, CancellationToken ct)
    {
        var due = await Get<IObligations>().OpenAsync(client.Id, today.AddDays(1), ct);
        foreach (var obligation in due.Where(o => o.State == "ready" && o.DueOn <= Zones.DayAt(_calendars.End, Calendars.Zone)))
            Done(await Get<IFilings>().CompleteAsync(client.Id, obligation.Id, $"{obligation.Authority} {obligation.PeriodKey}", Of(People.Compliance), ct));
    }

    private async Task LiveAsync(CancellationToken ct)
    {
        await Get<BackgroundWork>().TickAsync(ct);
        await Get<BackgroundWork>().WorkAsync(ct);
    }

    private async Task<Client> OpenAsync(NewClient client, CancellationToken ct)
    {
        Done((await Get<IClientSetup>().OpenClientAsync(Ingrid, client, ct)).Problems);
        return (await Get<IClientDirectory>().FindAsync(client.Code, ct))!;
    }

    private async Task<long> EmployerAsync(Client client, string name, IReadOnlyList<string> address, Dictionary<string, string> fields, string code, string groupName, CancellationToken ct)
    {
        var entity = await Get<IClientSetup>().AddLegalEntityAsync(Ingrid, client.Id, new NewLegalEntity(name, client.Country, address, fields), ct);
        Done(entity.Problems);
        var group = await Get<IClientSetup>().AddPayGroupAsync(Ingrid, client.Id, new NewPayGroup(code, groupName, entity.Id), ct);
        Done(group.Problems);
        return group.Id;
    }

    private async Task<long> PlanAsync(ClientId client, NewPlan plan, Actor actor, CancellationToken ct)
    {
        var added = await Get<IBenefitSetup>().AddPlanAsync(client, plan, actor, ct);
        Done(added.Problems);
        return added.PlanId!.Value;
    }

    private async Task SignInAsync(People.SignIn person, ClientId? client, long? employeeId, string name, CancellationToken ct) =>
        _people[person] = await People.OpenAsync(Get<Accounts>(), person, name, client, employeeId, ct);

    private async Task EmployeeSignInAsync(People.SignIn person, ClientId client, CancellationToken ct)
    {
        var employee = (await Get<IEmployees>().NamesAsync(client, ct: ct)).Values.Single(e => e.Number == person.EmployeeNumber);
        await SignInAsync(person, client, employee.Id, employee.Name, ct);
    }

    private DateOnly First => Zones.DayAt(_calendars.Beginning, Calendars.Zone);

    private Actor Ingrid => Of(People.Lead);

    private Actor Of(People.SignIn person) => _people[person];

    private T Get<T>() where T : notnull => services.GetRequiredService<T>();

    internal static void Done(IReadOnlyList<Problem> problems) => Done([.. problems.Select(p => $"{p.Field} {p.Message}")]);

    internal static void Done(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0) throw new InvalidOperationException("The demonstration could not go on: " + string.Join(" ", problems));
    }
}
