using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Bureau.Kernel.Data;

/// <summary>What those who write to one embedded file share.</summary>
internal sealed class EmbeddedFile(Func<Task<SqliteConnection>> connect)
{
    /// <summary>Pages of 4 KB in the log: enough to be worth a flush, few enough to be done soon.</summary>
    private const int WrittenBackAt = 4_000;

    /// <summary>Pages in the log, written back or not, from which on it is begun anew as soon as nobody reads from it.</summary>
    private const int BegunAnewAt = 64_000;

    /// <summary>Should that ever fail: pages in the log from which on the engine writes it back within a commit.</summary>
    public const int WrittenBackByTheEngineAt = 128_000;

    private const int PatienceMilliseconds = 50;

    private int _pages;

    /// <summary>One writer at a time: waiting here is fair and costs nothing, waiting in the engine polls.</summary>
    public SemaphoreSlim Writer { get; } = new(1, 1);

    public Task WritingBack { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// After a commit, by whoever holds <see cref="Writer"/>. The log is written back beside the writers: the engine by itself does it within somebody's commit, and who
    /// submits an address would wait for what a pay run wrote.
    /// </summary>
    public void Committed(SqliteConnection connection)
    {
        sqlite3_db_status(connection.Handle!, SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        if (Interlocked.Add(ref _pages, pages) >= WrittenBackAt && WritingBack.IsCompleted) WritingBack = Task.Run(WriteBackAsync);
    }

    // What fails here stays in the log and is written back the next time.
    private async Task WriteBackAsync()
    {
        await using var connection = await connect();
        // What was committed meanwhile is not left until somebody commits again.
        while (Volatile.Read(ref _pages) >= WrittenBackAt)
        {
            Interlocked.Exchange(ref _pages, 0);
            sqlite3_wal_checkpoint_v2(connection.Handle!, "main", SQLITE_CHECKPOINT_PASSIVE, out var log, out _);
            if (log >= BegunAnewAt) await BeginAnewAsync(connection);
        }
    }

    // As long as somebody reads from it, writers only ever add to the log.
    private async Task BeginAnewAsync(SqliteConnection connection)
    {
        await Writer.WaitAsync();
        try
        {
            sqlite3_busy_timeout(connection.Handle!, PatienceMilliseconds);
            sqlite3_wal_checkpoint_v2(connection.Handle!, "main", SQLITE_CHECKPOINT_RESTART, out _, out _);
            sqlite3_busy_timeout(connection.Handle!, 0);
        }
        finally
        {
            Writer.Release();
        }
    }
}
