using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Http;

namespace Bureau.Kernel.Tests.Web;

public class PeopleWaitingTests
{
    [Fact]
    public async Task Somebody_waits_until_the_last_answer_is_given_even_if_it_is_a_fault()
    {
        var people = new PeopleWaiting();
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        people.Any.ShouldBeFalse();
        var answers = new[] { people.InvokeAsync(new DefaultHttpContext(), _ => first.Task), people.InvokeAsync(new DefaultHttpContext(), _ => second.Task) };
        people.Any.ShouldBeTrue();
        first.SetResult();
        await answers[0];
        people.Any.ShouldBeTrue();
        second.SetException(new InvalidOperationException());
        await Should.ThrowAsync<InvalidOperationException>(() => answers[1]);
        people.Any.ShouldBeFalse();
    }
}
