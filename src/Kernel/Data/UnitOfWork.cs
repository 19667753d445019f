using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Bureau.Kernel.Data;

/// <summary>
/// A transaction of one module. Facts, events, jobs and audit entries written through it become true together at
/// <see cref="CommitAsync"/>, or not at all: disposing without a commit rolls back.
/// </summary>
public sealed class UnitOfWork : DbSession
{
    private readonly EmbeddedFile? _file;
    private readonly List<Action> _afterCommit = [];
    private bool _disposed;

    internal UnitOfWork(Store store, DbConnection connection, DbTransaction transaction, ClientScope scope, EmbeddedFile? file)
        : base(store, connection, scope, transaction) => _file = file;

    /// <returns>The number of rows that were hit; a guarded transition checks that it is one.</returns>
    public Task<int> ExecuteAsync(string sql, object? args = null, CancellationToken ct = default) =>
        Connection.ExecuteAsync(Command(sql, args, ct));

    /// <summary>Writes many rows as fast as the engine takes them. Returns how many.</summary>
    public Task<long> BulkInsertAsync<T>(BulkTable<T> table, IEnumerable<T> rows, CancellationToken ct = default) =>
        Connection is SqlConnection ? table.CopyAsync((SqlConnection)Connection, (SqlTransaction)Transaction!, rows, ct)
            : Task.FromResult(table.Insert((SqliteConnection)Connection, Text(table.Name), rows, ct));

    /// <summary>Runs after a successful commit, in the order given; for waking whoever waits, never for effects that must happen.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    public async Task CommitAsync(CancellationToken ct = default)
    {
        await Transaction!.CommitAsync(ct);
        _file?.Committed((SqliteConnection)Connection);
        foreach (var action in _afterCommit) action();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        try
        {
            await Transaction!.DisposeAsync();
            await base.DisposeAsync();
        }
        finally
        {
            _file?.Writer.Release();
        }
    }
}
