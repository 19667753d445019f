using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Imports;
using Bureau.Payroll.Contracts;

namespace Bureau.Onboarding.Changes.NewYear;

/// <summary>What the rule pack proposes for one person when a tax year begins.</summary>
internal sealed record NewYearProposal(string Number, string Name, IReadOnlyList<(Suggestion Suggestion, string? Before)> Changes);

/// <param name="WhyNot">Why there is nothing to propose yet; null = there may be.</param>
internal sealed record NewYearProposals(TaxYear Year, string? WhyNot, IReadOnlyList<NewYearProposal> People);

/// <summary>
/// Facts that a new tax year changes by law (tax codes that go up, what counted for the old year only), proposed by the rule pack for everybody at once and submitted as one
/// batch from the first day of the year. What somebody has entered for that day already is left alone.
/// </summary>
internal sealed class NewYearChanges(IEmployees employees, IPayGroups payGroups, IYearToDate yearToDate, Permissions permissions, ChangeBatches batches, TimeProvider clock)
{
    /// <summary>How long after its first day a tax year can still be begun.</summary>
    private const int DaysAfter = 60;

    public async Task<NewYearProposals> ProposeAsync(Client client, CancellationToken ct = default)
    {
        var pack = RulePacks.For(client.Country);
        var today = client.DayAt(clock.GetUtcNow());
        var year = pack.TaxYearOf(today.AddDays(-DaysAfter)) is var before && pack.TaxYearOf(today) is var current && before.Label != current.Label ? current : pack.TaxYearOf(current.End.AddDays(1));
        if (pack.WhyNotPayable(year.Start) is { } whyNot) return new(year, whyNot, []);

        var balances = new Dictionary<long, IReadOnlyDictionary<string, decimal>>();
        await foreach (var person in yearToDate.StreamAsync(client.Id, pack.TaxYearOf(year.Start.AddDays(-1)).Label, ct)) balances.Add(person.EmployeeId, person.Lines);
        var people = new List<NewYearProposal>();
        var pay = new PayCase(pack) { PayDate = year.Start, PeriodStart = year.Start, PeriodEnd = year.Start, Period = 1 };
        foreach (var group in await payGroups.ListAsync(client.Id, ct))
            await foreach (var person in employees.StreamForPayAsync(client.Id, group.Id, year.Start, year.Start, clock.GetUtcNow(), ct: ct))
                if (Propose(pack, pay, year, person, balances.GetValueOrDefault(person.Id)) is { Count: > 0 } changes) people.Add(new(person.Number, person.Name, changes));
        return new(year, null, [.. people.OrderBy(p => p.Number, StringComparer.Ordinal)]);
    }

    /// <returns>Why nothing was submitted; or the batch that now awaits approval.</returns>
    public async Task<(string? Refusal, string? Address, int Changes)> SubmitAsync(Client client, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, OnboardingPermissions.SubmitChange, client.Id, ct)) return ("You may not submit changes for this client. Its engagement says who may.", null, 0);
        var proposals = await ProposeAsync(client, ct);
        if (proposals.WhyNot is { } whyNot) return (whyNot, null, 0);
        var faults = new List<string>();
        var (batch, id) = await batches.RunAsync(client, actor, "change.new-year", new { TaxYear = proposals.Year.Label, People = proposals.People.Count }, commit: true, async batch =>
        {
            foreach (var chunk in proposals.People.Chunk(ChangeBatches.Chunk))
                await batch.AddAsync([.. chunk.Select(p => new WantedChange(p.Number, proposals.Year.Start, p.Changes.ToDictionary(c => c.Suggestion.Field, c => batch.Fields.Tidy(c.Suggestion.Field, c.Suggestion.Value), StringComparer.Ordinal),
                    Comment(proposals.Year, p), problem => faults.Add($"{p.Number}: {problem.Message}")))], ct);
            return faults.Count == 0 && !batch.Collided;
        }, ct);
        if (id is { } written) return (null, ImportBatch.Address(client, written), batch.Changed);
        return (faults.Count > 0 ? faults[0] : batch.Collided ? "Somebody else changed people at the same moment. Nothing was submitted: look at the proposals once more." : "Nothing is left to propose: every change is known or awaits approval already.", null, 0);
    }

    private static List<(Suggestion, string?)> Propose(IRulePack pack, PayCase pay, TaxYear year, EmployeeForPay person, IReadOnlyDictionary<string, decimal>? toDate)
    {
        var lastDay = year.Start.AddDays(-1);
        Array.Clear(pay.Fields);
        Array.Clear(pay.YearToDate);
        for (var i = 0; i < pack.EmployeeFields.Count; i++) pay.Fields[i] = person.On(lastDay, pack.EmployeeFields[i].Name);
        foreach (var (line, amount) in toDate ?? new Dictionary<string, decimal>())
            if (pack.Lines.TryGet(line, out _)) pay.YearToDate[pack.Lines.Ordinal(line)] = amount;
        return [.. pack.SuggestForNewYear(pay).Where(s => !person.Facts.Any(f => f.Field == s.Field && f.EffectiveFrom == year.Start)).Select(s => (s, person.On(lastDay, s.Field)))];
    }

    private static string Comment(TaxYear year, NewYearProposal person)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Tax year {year.Label}. {string.Join(' ', person.Changes.Select(c => c.Suggestion.Why))}");
        return text.Length <= 1000 ? text : text[..1000];
    }
}
