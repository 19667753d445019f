using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Mail;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Changes;

/// <summary>Tells a client's approvers by e-mail that changes wait for them, once in a quarter of an hour however many there are. The provider's people have their lists.</summary>
internal sealed class TellOfChanges(Notices notices, Accounts accounts, IClientDirectory clients)
{
    private static readonly TimeSpan s_collected = TimeSpan.FromMinutes(15);

    public async Task WaitingAsync(UnitOfWork unit, Actor submitter, Client client, CancellationToken ct)
    {
        if (!notices.AreOn || !await clients.PerformsAsync(client.Id, Functions.ApproveChanges, Side.Client, ct)) return;
        foreach (var account in (await accounts.HoldersAsync(client.Id, [Role.ClientApprover], ct)).Select(h => h.AccountId).Distinct().Where(a => a != submitter.AccountId))
            await notices.AddAsync(unit, new(account, $"Changes wait for your approval: {client.Name}", $"{client.Name}: changes of people wait for your approval.", $"/c/{client.Code}/people/changes"), s_collected, ct);
    }
}
