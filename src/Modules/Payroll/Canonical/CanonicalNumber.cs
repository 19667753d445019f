namespace Bureau.Payroll.Canonical;

internal static class CanonicalNumber
{
    /// <summary>The same number without trailing zeros: dividing by a one of full scale drops them.</summary>
    public static decimal Of(decimal value) => value / 1.0000000000000000000000000000m;
}
