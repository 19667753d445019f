using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;

namespace Bureau.Payroll.Calculation;

/// <summary>The bank account that somebody is paid to: digits that name the bank, and the number there. Stored encrypted only; the ciphertext moves unchanged from frozen input to payment.</summary>
internal sealed record PayAccount(string Bank, string Number, string Holder)
{
    /// <summary>Null where it is not known, or not all of it.</summary>
    public static PayAccount? Of(EmployeeForPay person, BankAccounts accounts, DateOnly day) =>
        person.On(day, accounts.Bank.Name) is { Length: > 0 } bank && person.On(day, FactNames.BankAccountNumber) is { Length: > 0 } number
            ? new(Digits(bank), number.Trim(), person.On(day, FactNames.BankAccountName) ?? person.Name) : null;

    public string Last4 => Number.Length <= 4 ? Number : Number[^4..];

    public string Index(FieldCipher cipher, ClientId client) => cipher.BlindIndex(client, "payroll.account", Bank + " " + Number)[..32];

    public string Encrypt(FieldCipher cipher, ClientId client, long employeeId) => cipher.Encrypt(client, Place(employeeId), $"{Bank}\n{Number}\n{Holder}");

    /// <exception cref="System.Security.Cryptography.CryptographicException">Altered, or another person's.</exception>
    public static PayAccount Decrypt(FieldCipher cipher, ClientId client, long employeeId, string encrypted) =>
        cipher.Decrypt(client, Place(employeeId), encrypted).Split('\n', 3) is [var bank, var number, var holder]
            ? new(bank, number, holder) : throw new FormatException("Not a bank account.");

    private static string Place(long employeeId) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"payroll.account/{employeeId}");

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
