using Bureau.Kernel.Data;

namespace Bureau.Onboarding.Changes;

internal static class RecordedTime
{
    /// <summary>Now, cut to the microseconds that both engines keep, so that it equals itself when read back. Take it once per decision: the clock moves on.</summary>
    public static DateTimeOffset RecordedNow(this UnitOfWork unit)
    {
        var now = unit.Now;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
