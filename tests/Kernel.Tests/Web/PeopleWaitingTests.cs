using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Http;

namespace Bureau.Kernel.Tests.Web;

public class PeopleWaitingTests
{
    [Fact]
    public async Task Somebody_waits_until_a_moment_after_the_last_answer_even_if_it_is_a_fault()
    {
        var clock = new Ticking();
        var people = new PeopleWaiting(clock);
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        people.Any.ShouldBeFalse();
        var answers = new[] { people.InvokeAsync(new DefaultHttpContext(), _ => first.Task), people.InvokeAsync(new DefaultHttpContext(), _ => second.Task) };
        people.Any.ShouldBeTrue();
        first.SetResult();
        await answers[0];
        people.Any.ShouldBeTrue();
        second.SetException(new InvalidOperationException());
        await Should.ThrowAsync<InvalidOperationException>(() => answers[1]);
        people.Any.ShouldBeTrue();
        clock.Ticks += clock.TimestampFrequency;
        people.Any.ShouldBeFalse();
    }

    private sealed class Ticking : TimeProvider
    {
        public long Ticks { get; set; } = TimeSpan.TicksPerHour;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
