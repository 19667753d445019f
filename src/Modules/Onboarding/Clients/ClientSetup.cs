using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Clients;

internal sealed class ClientSetup(OpenClient open, AgreeEngagement agree, AddLegalEntity addEntity, AddPayGroup addGroup) : IClientSetup
{
    public Task<SetupOutcome> OpenClientAsync(Actor actor, NewClient request, CancellationToken ct = default) => open.RunAsync(actor, request, ct);

    public Task<SetupOutcome> AgreeEngagementAsync(Actor actor, ClientId client, NewEngagement request, CancellationToken ct = default) => agree.RunAsync(actor, client, request, ct);

    public Task<SetupOutcome> AddLegalEntityAsync(Actor actor, ClientId client, NewLegalEntity request, CancellationToken ct = default) => addEntity.RunAsync(actor, client, request, ct);

    public Task<SetupOutcome> AddPayGroupAsync(Actor actor, ClientId client, NewPayGroup request, CancellationToken ct = default) => addGroup.RunAsync(actor, client, request, ct);
}
