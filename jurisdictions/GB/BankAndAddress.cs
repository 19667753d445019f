namespace Bureau.Jurisdictions.GB;

/// <summary>Bank accounts as Bacs addresses them, and addresses as Royal Mail delivers to them.</summary>
internal static class BankAndAddress
{
    public static readonly BankAccounts Accounts = new("BACS",
        new("bank_sort_code", "Sort code", FieldType.Text)
        {
            Group = "Bank",
            Sensitive = true,
            Example = "200000",
            Help = "Six digits, on the card or statement.",
            Check = v => IsDigits(v, 6) ? null : "Sort code: write its six digits, for example 20-00-00.",
        },
        new("bank_account_number", "Account number", FieldType.Text)
        {
            Group = "Bank",
            Sensitive = true,
            Example = "55779911",
            Help = "Eight digits, on the card or statement.",
            Check = v => IsDigits(v, 8) ? null : "Account number: write its eight digits; put zeros in front of a shorter one.",
        });

    public static readonly IReadOnlyList<IReadOnlyList<Field>> Address =
    [
        [Line("address_line_1", "Address, line 1", 100, "1 Quay Street")],
        [Line("address_line_2", "Address, line 2", 100)],
        [Line("town", "Town", 60, "Bristol")],
        [Line("postcode", "Postcode", 12, "BS1 4DJ")],
    ];

    private static Field Line(string name, string label, int longest, string example = "") => new(name, label, FieldType.Text)
    {
        Group = "Address",
        Example = example,
        Check = v => v.Length <= longest ? null : $"{label}: use at most {longest} characters.",
    };

    private static bool IsDigits(string value, int count) => value.Length == count && value.All(char.IsAsciiDigit);
}
