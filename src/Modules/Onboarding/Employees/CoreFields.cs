using System.Globalization;
using System.Text.RegularExpressions;
using Bureau.Jurisdictions;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Employees;

/// <summary>What is known of an employee in every country; account and address as they are written there. The rule pack adds its own.</summary>
internal static partial class CoreFields
{
    /// <summary>Who somebody is: given by the start, and dated facts from the first change on.</summary>
    public static readonly IReadOnlyList<string> Identity = [FactNames.Number, FactNames.GivenName, FactNames.FamilyName];

    public static FieldSet In(IRulePack pack) => new(
    [
        new(FactNames.PayGroup, "Pay group", FieldType.Text) { Group = "Work", Required = true, Help = "Code of the pay group in which the person is paid." },
        new(FactNames.JobTitle, "Job title", FieldType.Text) { Group = "Work", Example = "Accountant", Check = AtMost("Job title", 100) },
        new(FactNames.CostCentre, "Cost centre", FieldType.Text) { Group = "Work", Example = "FIN-200", Check = AtMost("Cost centre", 40), Help = "The client's own code, used in journals." },
        new(FactNames.PayBasis, "Paid by", FieldType.Choice)
        {
            Group = "Pay", Required = true, Example = "salary", Choices = [("salary", "Yearly salary"), ("hourly", "Hours worked")],
        },
        new(FactNames.AnnualSalary, "Annual salary", FieldType.Amount)
        {
            Group = "Pay", Example = "42000.00", Check = v => Amount("Annual salary", v, 2, 100_000_000m), Help = "For a year at the hours worked, not the full-time equivalent.",
        },
        new(FactNames.HourlyRate, "Hourly rate", FieldType.Amount) { Group = "Pay", Check = v => Amount("Hourly rate", v, 4, 100_000m) },
        new(FactNames.WeeklyHours, "Hours a week", FieldType.Hours) { Group = "Pay", Example = "37.5", Check = v => Amount("Hours a week", v, 2, 168m), Help = "As the contract says, for example 37.5." },
        new(FactNames.BankAccountName, "Account name", FieldType.Text) { Group = "Bank", Example = "Ana Silva", Check = AtMost("Account name", 70), Help = "As the bank knows the holder." },
        pack.BankAccounts.Bank,
        pack.BankAccounts.Number,
        .. pack.Address.SelectMany(line => line),
        new(FactNames.Email, "E-mail address", FieldType.Text)
        {
            Group = "Person", Example = "ana.silva@example.com", Check = v => v.Length <= 254 && Mail().IsMatch(v) ? null : "E-mail address: write it like name@example.com.",
        },
        new(FactNames.GivenName, "Given names", FieldType.Text) { Group = "Name", Example = "Ana", Check = Starter.GivenNameFault },
        new(FactNames.FamilyName, "Family name", FieldType.Text) { Group = "Name", Example = "Silva", Check = Starter.FamilyNameFault },
        new(FactNames.Number, "Employee number", FieldType.Text) { Group = "Name", Example = "10442", Check = Starter.NumberFault, Help = "The client's own number. Payslips that were issued keep the one they have." },
        new(FactNames.LeavingDate, "Last day of employment", FieldType.Date) { Group = "Leaving", Help = "Empty while the person stays." },
    ]);

    private static Func<string, string?> AtMost(string label, int length) => v => v.Length <= length ? null : $"{label}: use at most {length} characters.";

    private static string? Amount(string label, string value, int decimals, decimal most)
    {
        var amount = decimal.Parse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (amount <= 0 || amount > most) return string.Create(CultureInfo.InvariantCulture, $"{label}: write an amount above 0 and up to {most:0}.");
        return decimal.Round(amount, decimals) == amount ? null : $"{label}: write at most {decimals} digits after the dot.";
    }

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\.[^\s@.]+$")]
    private static partial Regex Mail();
}
