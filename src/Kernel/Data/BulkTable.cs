using System.Data;
using System.Text;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Bureau.Kernel.Data;

/// <summary>The columns of a table and how a row gives their values, for writing many rows at once.</summary>
/// <param name="name">Schema-qualified, e.g. <c>payroll.payslip</c>.</param>
public sealed class BulkTable<T>(string name)
{
    private readonly List<(string Name, Func<T, long>? Number, Func<T, ReadOnlyMemory<byte>>? Bytes, bool IsText, Func<T, object?> Value)> _columns = [];

    public string Name { get; } = name;

    public BulkTable<T> Column(string column, Func<T, object?> value)
    {
        _columns.Add((column, null, null, false, value));
        return this;
    }

    public BulkTable<T> Column(string column, Func<T, long> value)
    {
        _columns.Add((column, value, null, false, row => value(row)));
        return this;
    }

    /// <summary>A column of bytes that are never null and lie in memory that may be used again once the row is written.</summary>
    public BulkTable<T> Bytes(string column, Func<T, ReadOnlyMemory<byte>> value)
    {
        _columns.Add((column, null, value, false, row => value(row).ToArray()));
        return this;
    }

    /// <summary>A column of texts that are never empty, as UTF-8 in memory that may be used again once the row is written; what is empty is written as null.</summary>
    public BulkTable<T> Utf8(string column, Func<T, ReadOnlyMemory<byte>> value)
    {
        _columns.Add((column, null, value, true, row => value(row) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text.Span) : null));
        return this;
    }

    /// <summary>A statement's own cost is shared by its rows.</summary>
    private const int RowsOfAStatement = 16;

    /// <summary>Prepared statements, their values bound by position: what ADO.NET does around each row would cost more than most rows do.</summary>
    internal long Insert(SqliteConnection connection, string table, IEnumerable<T> rows, CancellationToken ct)
    {
        var db = connection.Handle!;
        sqlite3_stmt? full = null;
        try
        {
            long count = 0;
            var batch = new T[RowsOfAStatement];
            var filled = 0;
            foreach (var row in rows)
            {
                batch[filled++] = row;
                if (filled < RowsOfAStatement) continue;
                ct.ThrowIfCancellationRequested();
                Insert(db, full ??= Prepare(db, table, RowsOfAStatement), batch);
                count += filled;
                filled = 0;
            }
            if (filled == 0) return count;
            using var rest = Prepare(db, table, filled);
            Insert(db, rest, batch.AsSpan(0, filled));
            return count + filled;
        }
        finally
        {
            full?.Dispose();
        }
    }

    private sqlite3_stmt Prepare(sqlite3 db, string table, int rows)
    {
        var row = $"({string.Join(", ", _columns.Select(_ => "?"))})";
        var sql = $"insert into {table} ({string.Join(", ", _columns.Select(c => c.Name))}) values {string.Join(", ", Enumerable.Repeat(row, rows))}";
        SqliteException.ThrowExceptionForRC(sqlite3_prepare_v2(db, sql, out var statement), db);
        return statement;
    }

    private void Insert(sqlite3 db, sqlite3_stmt statement, ReadOnlySpan<T> rows)
    {
        var at = 0;
        foreach (var row in rows)
            foreach (var (_, number, bytes, isText, value) in _columns)
                SqliteException.ThrowExceptionForRC(
                    number is not null ? sqlite3_bind_int64(statement, ++at, number(row))
                    : bytes is not null ? Bind(statement, ++at, bytes(row).Span, isText)
                    : Bind(statement, ++at, TypeHandlers.ToColumn(value(row), sqlServer: false)), db);
        if (sqlite3_step(statement) is var stepped && stepped != SQLITE_DONE) SqliteException.ThrowExceptionForRC(stepped, db);
        SqliteException.ThrowExceptionForRC(sqlite3_reset(statement), db);
    }

    private static int Bind(sqlite3_stmt statement, int at, ReadOnlySpan<byte> bytes, bool isText) =>
        !isText ? sqlite3_bind_blob(statement, at, bytes) : bytes.IsEmpty ? sqlite3_bind_null(statement, at) : sqlite3_bind_text(statement, at, bytes);

    private static int Bind(sqlite3_stmt statement, int at, object value) => value switch
    {
        DBNull => sqlite3_bind_null(statement, at),
        long number => sqlite3_bind_int64(statement, at, number),
        int number => sqlite3_bind_int64(statement, at, number),
        string text => Bind(statement, at, text),
        byte[] bytes => sqlite3_bind_blob(statement, at, bytes),
        _ => throw new NotSupportedException($"A column cannot hold a {value.GetType().Name}."),
    };

    private static int Bind(sqlite3_stmt statement, int at, string text)
    {
        const int OnStack = 512;
        if (text.Length > OnStack / 3) return sqlite3_bind_text(statement, at, Encoding.UTF8.GetBytes(text));
        Span<byte> utf8 = stackalloc byte[OnStack];
        return sqlite3_bind_text(statement, at, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    internal async Task<long> CopyAsync(SqlConnection connection, SqlTransaction transaction, IEnumerable<T> rows, CancellationToken ct)
    {
        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.CheckConstraints, transaction) { DestinationTableName = Name, BatchSize = 5000, BulkCopyTimeout = 600 };
        using var table = new DataTable();
        foreach (var (column, _, _, _, _) in _columns)
        {
            table.Columns.Add(new DataColumn(column, typeof(object)));
            copy.ColumnMappings.Add(column, column);
        }
        long count = 0;
        foreach (var batch in rows.Chunk(5000))
        {
            table.Rows.Clear();
            foreach (var row in batch) table.Rows.Add([.. _columns.Select(c => TypeHandlers.ToColumn(c.Value(row), sqlServer: true))]);
            await copy.WriteToServerAsync(table, ct);
            count += batch.Length;
        }
        return count;
    }
}
