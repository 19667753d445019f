namespace Bureau.Payroll.Calendars;

/// <summary>How often a pay group is paid and when, as stored. Times of day are wall-clock times in the client's zone, <c>HH:mm</c>.</summary>
internal sealed class PayCalendar
{
    public const string LastWorkingDay = "last-working-day";
    public const string OnDayOfMonth = "day-of-month";
    public const string OnWeekday = "weekday";

    public const string Select = """
        select id, client_id, pay_group_id, frequency, day_rule, day_of_month, anchor, cut_off_days, cut_off_time, approval_days, approval_time, release_days,
               release_time, starts_on, ends_on
        from payroll.pay_calendar
        """;

    public long Id { get; init; }
    public long ClientId { get; init; }
    public long PayGroupId { get; init; }
    /// <summary>Name of a <see cref="Jurisdictions.PayFrequency"/>; not annual.</summary>
    public string Frequency { get; init; } = "";
    /// <summary>Monthly: <see cref="LastWorkingDay"/> or <see cref="OnDayOfMonth"/>; else <see cref="OnWeekday"/>.</summary>
    public string DayRule { get; init; } = "";
    /// <summary>1 to 31; a month without that day is paid on its last.</summary>
    public int? DayOfMonth { get; init; }
    /// <summary>By weeks: pay date of the period that begins on <see cref="StartsOn"/>, before bank holidays move it.</summary>
    public DateOnly? Anchor { get; init; }
    /// <summary>Working days from cut-off to pay date.</summary>
    public int CutOffDays { get; init; }
    public string CutOffTime { get; init; } = "";
    /// <summary>Working days from the deadline of approval to the pay date.</summary>
    public int ApprovalDays { get; init; }
    public string ApprovalTime { get; init; } = "";
    /// <summary>Working days from release to the pay date.</summary>
    public int ReleaseDays { get; init; }
    public string ReleaseTime { get; init; } = "";
    /// <summary>First day of the first pay period.</summary>
    public DateOnly StartsOn { get; init; }
    /// <summary>No period starts after this day; null = until further notice.</summary>
    public DateOnly? EndsOn { get; init; }
}
