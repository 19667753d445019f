using Microsoft.AspNetCore.Http;

namespace Bureau.Kernel.Web;

/// <summary>Knows whether people work with this process: background work that would take every core leaves them one then.</summary>
public sealed class PeopleWaiting(TimeProvider clock) : IMiddleware
{
    private static readonly TimeSpan s_aMoment = TimeSpan.FromSeconds(1);

    private int _people;
    private long _lastAnswer;

    /// <summary>Somebody waits for an answer, or did a moment ago and will ask again.</summary>
    public bool Any => Volatile.Read(ref _people) > 0 || clock.GetElapsedTime(Volatile.Read(ref _lastAnswer)) < s_aMoment;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _people);
        try
        {
            await next(context);
        }
        finally
        {
            Volatile.Write(ref _lastAnswer, clock.GetTimestamp());
            Interlocked.Decrement(ref _people);
        }
    }
}
