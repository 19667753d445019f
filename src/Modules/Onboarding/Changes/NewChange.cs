using System.Globalization;
using System.Text;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Changes;

/// <summary>Who somebody new is. Everything else about them are values of the change that adds them.</summary>
internal sealed record Starter(string Number, string GivenName, string FamilyName, DateOnly StartDate)
{
    /// <summary>Numbers that differ in capitals only are one number.</summary>
    public static string KeyOf(string number) => number.Trim().ToUpperInvariant();

    /// <summary>For sorting and searching: family name first, without accents and capitals.</summary>
    public string SortName => SortNameOf(GivenName, FamilyName);

    public static string SortNameOf(string given, string family) => Fold($"{family} {given}");

    public static string Fold(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
                text.Append(char.ToLowerInvariant(c) switch { 'ł' => 'l', 'ø' => 'o', 'đ' => 'd', 'ı' => 'i', var other => other });
        return text.ToString().Trim();
    }

    public Starter Tidy() => new(Number.Trim(), GivenName.Trim(), FamilyName.Trim(), StartDate);

    public static string? NumberFault(string number) => number.Length is 0 or > 40 || !number.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.')
        ? "Employee number: write up to 40 letters, digits, dashes, dots and slashes." : null;

    public static string? FamilyNameFault(string name) => name.Length is 0 or > 100 || name.Any(char.IsControl) ? "Family name: write it, at most 100 characters." : null;

    public static string? GivenNameFault(string name) => name.Length > 100 || name.Any(char.IsControl) ? "Given names: use at most 100 characters." : null;

    /// <summary>What is wrong with number and names; nothing is said about other people's numbers.</summary>
    public static IEnumerable<Problem> Check(Starter starter, DateOnly today)
    {
        if (NumberFault(starter.Number) is { } number) yield return new("number", number);
        if (FamilyNameFault(starter.FamilyName) is { } family) yield return new("family_name", family);
        if (GivenNameFault(starter.GivenName) is { } given) yield return new("given_name", given);
        if (starter.StartDate < today.AddYears(-70) || starter.StartDate > today.AddYears(2)) yield return new("start_date", "Start date: write the first day of employment, at most two years ahead.");
    }
}

/// <summary>A change that was checked and can be written: values are tidy, valid, and differ from what is in force.</summary>
/// <param name="Starter">Set for somebody new; then <paramref name="EmployeeId"/> is an id of its own that the employee will have.</param>
/// <param name="EmploymentStart">First day of the employment: from then on a leaving date holds.</param>
/// <param name="Version">Version that the employee has once the change is submitted; 0 for somebody new.</param>
/// <param name="Values">By field; null = the field has no value from the effective date on.</param>
/// <param name="KnownBank">The bank in force (its sort code or the like), where the change sets the account number alone.</param>
internal sealed record NewChange(
    long Id, long EmployeeId, Starter? Starter, DateOnly EmploymentStart, DateOnly EffectiveFrom, long Version, IReadOnlyDictionary<string, string?> Values,
    string Comment, string Origin, string? KnownBank = null, long? ReplacesId = null)
{
    public string Kind => Starter is not null ? ChangeKind.Starter : Values.GetValueOrDefault(FactNames.LeavingDate) is not null ? ChangeKind.Leaver : ChangeKind.Change;
}

internal static class ChangeKind
{
    public const string Starter = "starter";
    public const string Change = "change";
    public const string Leaver = "leaver";
}

internal static class ChangeOrigin
{
    public const string Form = "form";
    /// <summary>Asked for by the employee.</summary>
    public const string Own = "own";
    public const string Import = "import";
}

internal static class ChangeState
{
    public const string Submitted = "submitted";
    public const string Approved = "approved";
    public const string Returned = "returned";
    public const string Withdrawn = "withdrawn";

    public static string Label(string state) => state switch { Submitted => "Awaiting approval", Approved => "Approved", Returned => "Returned", _ => "Withdrawn" };
}
