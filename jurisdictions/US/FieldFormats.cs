namespace Bureau.Jurisdictions.US;

/// <summary>Forms of the official numbers. Null when acceptable, else what is wrong.</summary>
internal static class FieldFormats
{
    /// <summary>Numbers with 000, 666 or 9xx, with 00 or with 0000 in their parts are never issued (20 CFR 422.103).</summary>
    public static string? SocialSecurityNumber(string value)
    {
        var digits = value.Replace("-", "", StringComparison.Ordinal);
        var good = digits.Length == 9 && digits.All(char.IsAsciiDigit) && digits[..3] is not ("000" or "666") && digits[0] != '9' && digits[3..5] != "00" && digits[5..] != "0000"
            && (value == digits || value == $"{digits[..3]}-{digits[3..5]}-{digits[5..]}");
        return good ? null : "Social Security number: write nine digits as on the card, 123-45-6789.";
    }

    public static string? EmployerIdentificationNumber(string value) =>
        value.Length == 10 && value[2] == '-' && value.Where((_, i) => i != 2).All(char.IsAsciiDigit) ? null : "Employer Identification Number: write two digits, a hyphen and seven digits, 12-3456789.";
}
