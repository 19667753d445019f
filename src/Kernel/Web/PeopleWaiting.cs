using Microsoft.AspNetCore.Http;

namespace Bureau.Kernel.Web;

/// <summary>Knows whether people wait for an answer of this process: background work that would take every core leaves them one then.</summary>
public sealed class PeopleWaiting : IMiddleware
{
    private int _people;

    public bool Any => Volatile.Read(ref _people) > 0;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _people);
        try
        {
            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _people);
        }
    }
}
