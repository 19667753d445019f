using Bureau.Kernel.Clients;
using Microsoft.Data.Sqlite;

namespace Bureau.Kernel.Data;

/// <summary>
/// A module's own data: its schema on SQL Server, its file in the embedded edition. A module derives one class, so that asking for
/// it by type gives that module's data and no other's.
/// </summary>
public abstract class Store(Database database, string schema)
{
    /// <summary>Longer than the longest transaction there is: the import of a hundred thousand people.</summary>
    private static readonly TimeSpan WriterPatience = TimeSpan.FromMinutes(2);

    public string Schema { get; } = schema;

    public Database Database { get; } = database;

    /// <summary>A connection for reading, bound to one client: <c>@Client</c> in every statement.</summary>
    public Task<DbSession> OpenAsync(ClientId client, CancellationToken ct = default) => OpenAsync(new ClientScope(client), ct);

    /// <summary>A connection for reading what spans clients. The SQL text must not use <c>@Client</c>.</summary>
    public Task<DbSession> OpenAcrossClientsAsync(CancellationToken ct = default) => OpenAsync(new ClientScope(null), ct);

    /// <summary>
    /// A transaction bound to one client. On the embedded engine writers of one module queue for it: keep it short and never begin a second one of
    /// the same module inside it.
    /// </summary>
    public Task<UnitOfWork> BeginAsync(ClientId client, CancellationToken ct = default) => BeginAsync(new ClientScope(client), ct);

    /// <summary>
    /// A transaction for work that is found undone and done again: on the embedded engine its commit does not wait for the disk. It is whole or not there at all, as any other, but a
    /// loss of power may undo it, until somebody's next commit that waits makes both last.
    /// </summary>
    public Task<UnitOfWork> BeginRepeatableAsync(ClientId client, CancellationToken ct = default) => BeginAsync(new ClientScope(client), ct, waitsForDisk: false);

    /// <summary>A transaction over rows of no single client (clients themselves, jobs, outbox).</summary>
    public Task<UnitOfWork> BeginAcrossClientsAsync(CancellationToken ct = default) => BeginAsync(new ClientScope(null), ct);

    private async Task<DbSession> OpenAsync(ClientScope scope, CancellationToken ct)
    {
        var connection = await Database.ConnectAsync(Schema, ct);
        var session = new DbSession(this, connection, scope);
        await session.BindAsync(ct);
        return session;
    }

    private async Task<UnitOfWork> BeginAsync(ClientScope scope, CancellationToken ct, bool waitsForDisk = true)
    {
        var file = Database.Embedded(Schema);
        if (file is not null && !await file.Writer.WaitAsync(WriterPatience, ct))
            throw new TimeoutException($"The store '{Schema}' was busy for {WriterPatience.TotalSeconds:0} seconds. Nothing was written; try again.");
        try
        {
            var connection = await Database.ConnectAsync(Schema, ct, waitsForDisk);
            try
            {
                var transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : await connection.BeginTransactionAsync(ct);
                var unit = new UnitOfWork(this, connection, transaction, scope, file);
                await unit.BindAsync(ct);
                return unit;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
        catch
        {
            file?.Writer.Release();
            throw;
        }
    }
}

/// <param name="Client">The client whose rows may be seen; null = statements that span clients.</param>
internal readonly record struct ClientScope(ClientId? Client);
