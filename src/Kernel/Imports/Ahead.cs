using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Bureau.Kernel.Imports;

public static class Ahead
{
    /// <summary>Makes the elements on another thread, a few before they are asked for: a file is read and judged while what was judged before is written.</summary>
    /// <param name="most">How many wait at most.</param>
    public static async IAsyncEnumerable<T> AheadAsync<T>(this IEnumerable<T> source, int most, [EnumeratorCancellation] CancellationToken ct = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var made = Channel.CreateBounded<T>(most);
        var making = Task.Run(async () =>
        {
            try
            {
                foreach (var element in source) await made.Writer.WriteAsync(element, stop.Token);
                made.Writer.Complete();
            }
            catch (Exception e)
            {
                made.Writer.Complete(e);
            }
        }, CancellationToken.None);
        try
        {
            await foreach (var element in made.Reader.ReadAllAsync(ct)) yield return element;
        }
        finally
        {
            await stop.CancelAsync();
            await making;
        }
    }
}
