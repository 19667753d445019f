using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Bureau.Kernel.Data;

/// <summary>
/// What differs between the two engines. SQL texts are written in T-SQL, in the subset that both engines understand; the embedded engine
/// needs two rewrites: a module's schema is its file's <c>main</c>, and a page is written LIMIT.
/// </summary>
internal static partial class Dialect
{
    private static readonly ConcurrentDictionary<(string Schema, string Sql), string> Rewritten = new();

    public static string ForSqlite(string schema, string sql) =>
        Rewritten.GetOrAdd((schema, sql), static key =>
            Page().Replace(
                Regex.Replace(key.Sql, $@"\b{key.Schema}\.(?=[a-z_]+)", "main.", RegexOptions.None, TimeSpan.FromSeconds(1)),
                "limit $2 offset $1"));

    [GeneratedRegex(@"\boffset\s+(@?\w+)\s+rows\s+fetch\s+next\s+(@?\w+)\s+rows\s+only", RegexOptions.IgnoreCase)]
    private static partial Regex Page();

    /// <summary>A unique key or primary key refused the row.</summary>
    public static bool IsDuplicateKey(DbException e) => e switch
    {
        SqliteException { SqliteExtendedErrorCode: 1555 or 2067 or 2579 } => true,
        SqlException { Number: 2601 or 2627 } => true,
        _ => false,
    };

    /// <summary>The store has no room left for writing.</summary>
    public static bool IsFull(DbException e) => e is SqliteException { SqliteErrorCode: 13 } or SqlException { Number: 1105 or 9002 };
}
