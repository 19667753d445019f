namespace Bureau.Jurisdictions.US;

/// <summary>What the law takes for facts that are not known.</summary>
internal static class Suggestions
{
    private static readonly Source NoCertificate = new("IRS Publication 15, section 9: employees without a Form W-4", "https://www.irs.gov/pub/irs-pdf/p15.pdf");

    public static IEnumerable<Suggestion> Of(PayCase pay)
    {
        if (string.IsNullOrEmpty(pay.Fields[EmployeeFields.FilingStatus]))
            yield return new("filing_status", "single", "No Form W-4 is on file: a new employee is treated as single without adjustments.", NoCertificate);
        if (string.IsNullOrEmpty(pay.Fields[EmployeeFields.WorkState]) && pay.Fields[EmployeeFields.ResidenceState] is { Length: > 0 } home)
            yield return new("work_state", home, "The state of work is not known; this is the state of residence.", new("26 USC 6051; General Instructions for Forms W-2 and W-3"));
    }
}
