using Bureau.Benefits.Contracts;
using Bureau.Benefits.Duties;
using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Plans;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Benefits;

internal sealed class BenefitSetup(AddPlan addPlan, TakeOverEnrolments takeOver, SetAutomaticEnrolment set, TellPeople tell, TimeProvider clock) : IBenefitSetup
{
    public async Task<PlanAdded> AddPlanAsync(ClientId client, NewPlan plan, Actor actor, CancellationToken ct = default)
    {
        var (planId, problems) = await addPlan.HandleAsync(client, plan, actor, ct);
        return new(planId, [.. problems.Select(p => p.Message)]);
    }

    public Task<IReadOnlyList<string>> EnrolAsync(ClientId client, long planId, IReadOnlyList<NewEnrolment> enrolments, Actor actor, CancellationToken ct = default) =>
        takeOver.HandleAsync(client, planId, enrolments, actor, ct);

    public async Task<IReadOnlyList<string>> EnrolByLawAsync(ClientId client, long planId, int postponeMonths, Actor actor, CancellationToken ct = default) =>
        [.. (await set.HandleAsync(client, planId, postponeMonths, actor, ct)).Select(p => p.Message)];

    public async Task TellWhoWaitsAsync(Client client, Actor actor, CancellationToken ct = default) =>
        await tell.HandleAsync(client, await tell.WhoWaitsAsync(client.Id, ct), client.DayAt(clock.GetUtcNow()), actor, ct);
}
