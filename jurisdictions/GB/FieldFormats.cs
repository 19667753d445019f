using System.Text.RegularExpressions;

namespace Bureau.Jurisdictions.GB;

internal static partial class FieldFormats
{
    /// <remarks>HMRC, National Insurance Manual NIM39110: letters D, F, I, Q, U, V and some pairs are never issued.</remarks>
    public static string? NationalInsuranceNumber(string value) =>
        Nino().IsMatch(value) ? null : "National Insurance number: write two letters, six digits and a letter A to D without spaces, for example AB123456C.";

    public static string? PayeReference(string value) =>
        Paye().IsMatch(value) ? null : "PAYE reference: write three digits, a slash and up to ten letters or digits, for example 123/AB456.";

    public static string? AccountsOfficeReference(string value) =>
        AccountsOffice().IsMatch(value) ? null : "Accounts Office reference: write its thirteen characters without spaces, for example 123PA00045678.";

    [GeneratedRegex("^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]$")]
    private static partial Regex Nino();

    [GeneratedRegex("^[0-9]{3}/[A-Za-z0-9]{1,10}$")]
    private static partial Regex Paye();

    [GeneratedRegex("^[0-9]{3}P[A-Z][0-9]{7}[0-9X]$")]
    private static partial Regex AccountsOffice();
}
