using System.Globalization;
using Bureau.Kernel.Clients;

namespace Bureau.Onboarding.Imports;

internal static class ImportBatch
{
    /// <summary>Where the changes of a batch await approval.</summary>
    public static string Address(Client client, long batchId) => string.Create(CultureInfo.InvariantCulture, $"/c/{client.Code}/people/changes?import={batchId}");
}
