using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Employees;

/// <summary>The fields of a client's employees: those of the country, with the client's pay groups to choose from.</summary>
internal sealed class ClientFields(IPayGroups payGroups)
{
    public async Task<EmployeeFields> ForAsync(Client client, CancellationToken ct = default) =>
        EmployeeFields.For(client.Country).With(await payGroups.ListAsync(client.Id, ct));
}
