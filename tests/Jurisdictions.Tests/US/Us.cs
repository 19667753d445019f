namespace Bureau.Jurisdictions.Tests.US;

/// <summary>Cases of the United States in few words.</summary>
internal static class Us
{
    public static readonly IRulePack Pack = RulePacks.For("US");

    public static PayCase Biweekly(decimal regular, string state = "TX", IRulePack? pack = null) => Paid(new(2026, 3, 13), PayFrequency.Fortnightly, regular, state, pack);

    public static PayCase Paid(DateOnly payDate, PayFrequency frequency, decimal regular, string state = "TX", IRulePack? pack = null) =>
        new PayCase(pack ?? Pack) { PayDate = payDate, Frequency = frequency, Period = Pack.PeriodOf(payDate, frequency), PeriodStart = payDate.AddDays(-18), PeriodEnd = payDate.AddDays(-5) }
            .With("filing_status", "single").With("work_state", state).With("residence_state", state).With("ssn", "123-45-6789").Pay("regular", regular);

    public static PayCase Employer(this PayCase pay, string field, string? value)
    {
        pay.Employer[pay.Pack.EmployerFields.Ordinal(field)] = value;
        return pay;
    }

    public static PayCase Order(this PayCase pay, int number, string kind, decimal? amount = null, string? received = null) =>
        pay.With($"order_{number}_kind", kind).With($"order_{number}_amount", amount?.ToString(System.Globalization.CultureInfo.InvariantCulture)).With($"order_{number}_received", received);
}
