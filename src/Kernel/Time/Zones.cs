namespace Bureau.Kernel.Time;

/// <summary>Wall-clock times in IANA zones, clock changes included.</summary>
public static class Zones
{
    /// <summary>
    /// The UTC instant of a wall-clock time. A time skipped by a clock change means the first instant after the gap; a time that occurs twice means the first.
    /// </summary>
    public static DateTimeOffset InstantOf(DateOnly day, TimeOnly time, string zoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    public static DateOnly DayAt(DateTimeOffset instant, string zoneId) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zoneId)).DateTime);
}
