namespace Bureau.Jurisdictions.GB;

internal static class Ages
{
    public static readonly Source StatePensionAct = new("Pensions Act 1995, schedule 4, as amended by Pensions Act 2014, section 26", "https://www.legislation.gov.uk/ukpga/1995/26/schedule/4");

    /// <summary>Completed years. Born on 29 February: a year is completed on 1 March in common years (Family Law Reform Act 1969, section 9).</summary>
    public static int On(DateOnly born, DateOnly day)
    {
        var age = day.Year - born.Year;
        return (day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? age - 1 : age;
    }

    /// <summary>
    /// Day on which State Pension age is reached: 66 for those born up to 5 April 1960, then a month later for each month of birth that
    /// begins on the 6th, to 67 for those born from 6 March 1961. Later rises to 68 concern nobody who reaches it before 2044.
    /// </summary>
    public static DateOnly StatePensionDate(DateOnly born)
    {
        var risesFrom = new DateOnly(1960, 4, 6);
        if (born < risesFrom) return born.AddYears(66);
        var months = (born.Year - risesFrom.Year) * 12 + born.Month - risesFrom.Month + (born.Day >= 6 ? 1 : 0);
        return born.AddYears(66).AddMonths(Math.Min(months, 12));
    }
}
