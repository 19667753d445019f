using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;

namespace Bureau.Onboarding.Employees;

/// <summary>
/// Encrypts sensitive facts. A value of a change and the fact that it becomes share one place, so that approving copies the ciphertext and never opens it.
/// </summary>
internal sealed class SensitiveValues(FieldCipher cipher)
{
    public string Seal(ClientId client, long employeeId, string field, string value) => cipher.Encrypt(client, Place(employeeId, field), value);

    public string Open(ClientId client, long employeeId, string field, string value) => cipher.Decrypt(client, Place(employeeId, field), value);

    /// <summary>Equal for equal values of one client and field.</summary>
    public string Index(ClientId client, string field, string value) => cipher.BlindIndex(client, "onboarding.employee_fact/" + field, value);

    private static string Place(long employeeId, string field) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"onboarding.employee_fact/{field}/{employeeId}");
}
