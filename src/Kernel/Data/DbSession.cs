using System.Data.Common;
using System.Runtime.CompilerServices;
using Bureau.Kernel.Clients;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Bureau.Kernel.Data;

/// <summary>
/// A connection of one module, bound to one client (or to none, for statements that span clients). SQL texts are whole literals in the
/// T-SQL subset of docs/architecture.md; <c>@Client</c> is given to every statement of a bound session.
/// </summary>
public class DbSession : IAsyncDisposable
{
    internal DbSession(Store store, DbConnection connection, ClientScope scope, DbTransaction? transaction = null)
    {
        Store = store;
        Connection = connection;
        Scope = scope;
        Transaction = transaction;
    }

    internal DbConnection Connection { get; }
    internal DbTransaction? Transaction { get; }
    internal ClientScope Scope { get; }

    public Store Store { get; }

    public Ids Ids => Store.Database.Ids;

    /// <summary>Now, by the injected clock, UTC.</summary>
    public DateTimeOffset Now => Store.Database.Clock.GetUtcNow();

    /// <exception cref="InvalidOperationException">The session spans clients.</exception>
    public ClientId Client => Scope.Client ?? throw new InvalidOperationException("This session is not bound to a client.");

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null, CancellationToken ct = default) =>
        (await Connection.QueryAsync<T>(Command(sql, args, ct))).AsList();

    public Task<T?> SingleOrDefaultAsync<T>(string sql, object? args = null, CancellationToken ct = default) =>
        Connection.QuerySingleOrDefaultAsync<T>(Command(sql, args, ct));

    /// <exception cref="InvalidOperationException">Not exactly one row.</exception>
    public Task<T> SingleAsync<T>(string sql, object? args = null, CancellationToken ct = default) =>
        Connection.QuerySingleAsync<T>(Command(sql, args, ct));

    public Task<T?> ScalarAsync<T>(string sql, object? args = null, CancellationToken ct = default) =>
        Connection.ExecuteScalarAsync<T>(Command(sql, args, ct));

    /// <summary>Rows one after another, never all in memory. The session is busy until the stream ends.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var reader = (DbDataReader)await Connection.ExecuteReaderAsync(Command(sql, args, ct, CommandFlags.None));
        var parse = reader.GetRowParser<T>();
        while (await reader.ReadAsync(ct)) yield return parse(reader);
    }

    /// <summary>Rows one after another, each read by position. The session is busy until the stream ends.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args, RowParser<T> parse, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var reader = (DbDataReader)await Connection.ExecuteReaderAsync(Command(sql, args, ct, CommandFlags.None));
        while (await reader.ReadAsync(ct)) yield return parse(new Row(reader));
    }

    /// <summary>Gives every row to <paramref name="each"/>, one after another.</summary>
    public async Task ReadAsync(string sql, object? args, RowReader each, CancellationToken ct = default)
    {
        await using var reader = (DbDataReader)await Connection.ExecuteReaderAsync(Command(sql, args, ct, CommandFlags.None));
        if (Connection is SqliteConnection) ReadAll(reader, each, ct);
        else while (await reader.ReadAsync(ct)) each(new Row(reader));
    }

    /// <summary>The embedded engine answers on the caller's thread; to ask as if it did not costs more than most rows.</summary>
    private static void ReadAll(DbDataReader reader, RowReader each, CancellationToken ct)
    {
        var row = new Row(reader);
        while (row.Next())
        {
            ct.ThrowIfCancellationRequested();
            each(row);
        }
    }

    internal CommandDefinition Command(string sql, object? args, CancellationToken ct, CommandFlags flags = CommandFlags.Buffered)
    {
        var parameters = new DynamicParameters(args);
        if (Scope.Client is { } client) parameters.Add("Client", client.Value);
        return new CommandDefinition(Text(sql), parameters, Transaction, commandTimeout: 120, flags: flags, cancellationToken: ct);
    }

    internal string Text(string sql) => Store.Database.Engine == Engine.Sqlite ? Dialect.ForSqlite(Store.Schema, sql) : sql;

    /// <summary>SQL Server: the client goes into the session context, for row-level security where it is switched on.</summary>
    internal async Task BindAsync(CancellationToken ct)
    {
        if (Connection is not SqlConnection) return;
        await Connection.ExecuteAsync(new CommandDefinition(
            "exec sp_set_session_context @key = N'client', @value = @Value", new { Value = Scope.Client?.Value }, Transaction, cancellationToken: ct));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
