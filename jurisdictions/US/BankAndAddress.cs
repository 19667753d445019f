namespace Bureau.Jurisdictions.US;

/// <summary>Bank accounts as the Automated Clearing House addresses them, and addresses as the Postal Service delivers to them.</summary>
internal static class BankAndAddress
{
    public static readonly BankAccounts Accounts = new("Direct deposit",
        new("bank_routing_number", "Routing number", FieldType.Text)
        {
            Group = "Bank",
            Sensitive = true,
            Example = "123456780",
            Check = RoutingNumber,
            Help = "Nine digits, at the lower left of a check. For direct deposit (ACH), not for wires.",
        },
        new("bank_account_number", "Account number", FieldType.Text)
        {
            Group = "Bank",
            Sensitive = true,
            Example = "5577991123",
            Help = "As on the check or statement, 4 to 17 digits.",
            Check = v => v.Length is >= 4 and <= 17 && v.All(char.IsAsciiDigit) ? null : "Account number: write its 4 to 17 digits.",
        });

    public static readonly IReadOnlyList<IReadOnlyList<Field>> Address =
    [
        [Line("address_line_1", "Street address", 100, "120 Alder Street")],
        [Line("address_line_2", "Apartment or suite", 100)],
        [
            Line("city", "City", 60, "Sacramento"),
            EmployeeFields.All[EmployeeFields.ResidenceState] with { Group = "Address", Example = "CA" },
            new("zip_code", "ZIP code", FieldType.Text)
            {
                Group = "Address", Example = "95814", Help = "Five digits, or nine: 95814-1234.",
                Check = v => v.Length is 5 or 10 && v.Where((_, i) => i != 5).All(char.IsAsciiDigit) && (v.Length == 5 || v[5] == '-') ? null : "ZIP code: write five digits, or nine with a hyphen: 95814-1234.",
            },
        ],
    ];

    /// <summary>The ninth digit makes 3 × (1st + 4th + 7th) + 7 × (2nd + 5th + 8th) + (3rd + 6th + 9th) a multiple of ten.</summary>
    private static string? RoutingNumber(string value)
    {
        if (value.Length != 9 || !value.All(char.IsAsciiDigit)) return "Routing number: write its nine digits.";
        var sum = value.Select((digit, i) => (digit - '0') * (i % 3) switch { 0 => 3, 1 => 7, _ => 1 }).Sum();
        return sum > 0 && sum % 10 == 0 ? null : "Routing number: its check digit does not fit. Compare the nine digits with the check.";
    }

    private static Field Line(string name, string label, int longest, string example = "") => new(name, label, FieldType.Text)
    {
        Group = "Address",
        Example = example,
        Check = v => v.Length <= longest ? null : $"{label}: use at most {longest} characters.",
    };
}
