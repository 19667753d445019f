namespace Bureau.Host.Demonstration;

/// <summary>The clock of the months that the demonstration lives through before anybody looks.</summary>
internal sealed class DemonstrationClock : TimeProvider
{
    private DateTimeOffset _now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void MoveTo(DateTimeOffset now) => _now = now > _now ? now : _now;
}
