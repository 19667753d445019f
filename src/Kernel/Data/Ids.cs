namespace Bureau.Kernel.Data;

/// <summary>
/// Row ids: 63-bit, ascending in time, made without asking the database. 42 bits of milliseconds since 2020-01-01 UTC, 8 bits of this process,
/// 13 bits of sequence; a millisecond that runs out of sequence borrows from the next.
/// </summary>
public class Ids(TimeProvider clock)
{
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly long _process = Random.Shared.Next(256);
    private long _last;

    public virtual long Next()
    {
        var floor = (clock.GetUtcNow() - Epoch).Ticks / TimeSpan.TicksPerMillisecond << 13;
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(last + 1, floor);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        return (next >> 13) << 21 | _process << 13 | next & 0x1FFF;
    }
}
