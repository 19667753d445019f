using System.Data.Common;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bureau.Kernel.Data;

/// <summary>The row that a statement stands on, its columns by position from 0: for the few statements that read every payslip of a run or every fact of a client.</summary>
public readonly ref struct Row
{
    private readonly DbDataReader _reader;
    private readonly sqlite3_stmt? _statement;

    internal Row(DbDataReader reader)
    {
        _reader = reader is IWrappedDataReader { Reader: DbDataReader inner } ? inner : reader;
        _statement = (_reader as SqliteDataReader)?.Handle;
    }

    internal bool Next() => _reader.Read();

    public long Number(int column) => _statement is { } statement ? raw.sqlite3_column_int64(statement, column) : _reader.GetInt64(column);

    public string? Text(int column) => _reader.IsDBNull(column) ? null : _reader.GetString(column);

    /// <summary>A text as UTF-8. Valid until the next row; empty where there is none.</summary>
    public ReadOnlySpan<byte> Utf8(int column) =>
        _statement is { } statement ? raw.sqlite3_column_blob(statement, column) : _reader.IsDBNull(column) ? default : Encoding.UTF8.GetBytes(_reader.GetString(column));

    public DateOnly Day(int column) => _reader.GetFieldValue<DateOnly>(column);

    /// <summary>Valid until the next row; empty where there is none. The embedded engine's own memory: nothing is copied.</summary>
    public ReadOnlySpan<byte> Bytes(int column) =>
        _statement is { } statement ? raw.sqlite3_column_blob(statement, column) : _reader.IsDBNull(column) ? default : _reader.GetFieldValue<byte[]>(column);
}

public delegate void RowReader(Row row);

public delegate T RowParser<out T>(Row row);
