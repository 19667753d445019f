using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Bureau.Kernel.Data;

/// <summary>The columns of a table and how a row gives their values, for writing many rows at once.</summary>
/// <param name="name">Schema-qualified, e.g. <c>payroll.payslip</c>.</param>
public sealed class BulkTable<T>(string name)
{
    private readonly List<(string Name, Func<T, object?> Value)> _columns = [];

    public string Name { get; } = name;

    public BulkTable<T> Column(string column, Func<T, object?> value)
    {
        _columns.Add((column, value));
        return this;
    }

    internal long Insert(SqliteConnection connection, SqliteTransaction transaction, string table, IEnumerable<T> rows, CancellationToken ct)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"insert into {table} ({string.Join(", ", _columns.Select(c => c.Name))}) values ({string.Join(", ", _columns.Select((_, i) => "$" + i))})";
        var parameters = _columns.Select((_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i })).ToArray();
        long count = 0;
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = TypeHandlers.ToColumn(_columns[i].Value(row), sqlServer: false);
            command.ExecuteNonQuery();
            count++;
        }
        return count;
    }

    internal async Task<long> CopyAsync(SqlConnection connection, SqlTransaction transaction, IEnumerable<T> rows, CancellationToken ct)
    {
        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.CheckConstraints, transaction) { DestinationTableName = Name, BatchSize = 5000, BulkCopyTimeout = 600 };
        using var table = new DataTable();
        foreach (var (column, _) in _columns)
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
