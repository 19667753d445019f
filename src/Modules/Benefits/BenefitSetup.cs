using Bureau.Benefits.Contracts;
using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Plans;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Benefits;

internal sealed class BenefitSetup(AddPlan addPlan, TakeOverEnrolments takeOver) : IBenefitSetup
{
    public async Task<PlanAdded> AddPlanAsync(ClientId client, NewPlan plan, Actor actor, CancellationToken ct = default)
    {
        var (planId, problems) = await addPlan.HandleAsync(client, plan, actor, ct);
        return new(planId, [.. problems.Select(p => p.Message)]);
    }

    public Task<IReadOnlyList<string>> EnrolAsync(ClientId client, long planId, IReadOnlyList<NewEnrolment> enrolments, Actor actor, CancellationToken ct = default) =>
        takeOver.HandleAsync(client, planId, enrolments, actor, ct);
}
