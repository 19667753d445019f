using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace Bureau.Kernel.Data;

/// <summary>The one place that knows which engine runs and how to connect to it.</summary>
public sealed class Database(IOptions<DatabaseOptions> options, Ids ids, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _writers = new();

    static Database()
    {
        TypeHandlers.Register();
        // The embedded engine counts the memory it uses under one lock for all connections; nobody reads the figure.
        Batteries_V2.Init();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public Engine Engine => options.Value.Provider;

    public Ids Ids => ids;

    public TimeProvider Clock => clock;

    /// <summary>The embedded store's folder, as a full path.</summary>
    public string Folder => Path.GetFullPath(options.Value.Folder);

    public string FileOf(string schema) => Path.Combine(Folder, schema + ".db");

    /// <summary>One writer at a time per embedded file: waiting here is fair and costs nothing, waiting in the engine polls.</summary>
    internal SemaphoreSlim WriterOf(string schema) => _writers.GetOrAdd(schema, _ => new SemaphoreSlim(1, 1));

    internal async Task<DbConnection> ConnectAsync(string schema, CancellationToken ct)
    {
        if (Engine == Engine.SqlServer)
        {
            var connection = new SqlConnection(options.Value.ConnectionString
                ?? throw new InvalidOperationException("Database:ConnectionString is not set. Give a connection string, or set Database:Provider to Sqlite."));
            await connection.OpenAsync(ct);
            return connection;
        }

        Directory.CreateDirectory(Folder);
        var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FileOf(schema), DefaultTimeout = 30, Pooling = true }.ToString());
        await sqlite.OpenAsync(ct);
        using var pragmas = sqlite.CreateCommand();
        pragmas.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -65536; pragma wal_autocheckpoint = 8000;";
        pragmas.ExecuteNonQuery();
        return sqlite;
    }

    /// <summary>Bytes of an embedded file, once its log is written back into it.</summary>
    public async Task<long> SizeAsync(string schema, CancellationToken ct = default)
    {
        await using (var connection = await ConnectAsync(schema, ct))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate);";
            await command.ExecuteNonQueryAsync(ct);
        }
        return new[] { FileOf(schema), FileOf(schema) + "-wal" }.Where(File.Exists).Sum(f => new FileInfo(f).Length);
    }

    /// <summary>True when the exception says that a unique key refused a row: somebody was there first.</summary>
    public static bool IsDuplicateKey(Exception e) => e is DbException db && Dialect.IsDuplicateKey(db);

    /// <summary>True when the exception says that the store is full.</summary>
    public static bool IsFull(Exception e) => e is DbException db && Dialect.IsFull(db);
}
