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
    private readonly ConcurrentDictionary<string, EmbeddedFile> _files = new();

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

    /// <summary>Null on SQL Server.</summary>
    internal EmbeddedFile? Embedded(string schema) => Engine == Engine.Sqlite ? _files.GetOrAdd(schema, _ => new EmbeddedFile(() => ConnectEmbeddedAsync(schema, CancellationToken.None))) : null;

    /// <param name="waitsForDisk">Whether commits wait until they are on the disk. SQL Server's always do.</param>
    internal async Task<DbConnection> ConnectAsync(string schema, CancellationToken ct, bool waitsForDisk = true)
    {
        if (Engine == Engine.SqlServer)
        {
            var connection = new SqlConnection(options.Value.ConnectionString
                ?? throw new InvalidOperationException("Database:ConnectionString is not set. Give a connection string, or set Database:Provider to Sqlite."));
            await connection.OpenAsync(ct);
            return connection;
        }
        return await ConnectEmbeddedAsync(schema, ct, waitsForDisk);
    }

    private async Task<SqliteConnection> ConnectEmbeddedAsync(string schema, CancellationToken ct, bool waitsForDisk = true)
    {
        Directory.CreateDirectory(Folder);
        var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FileOf(schema), DefaultTimeout = 30, Pooling = true }.ToString());
        await sqlite.OpenAsync(ct);
        using var pragmas = sqlite.CreateCommand();
        // A bigger cache is slower for who reads or writes much, one after another: its pages no longer lie in the processor's.
        pragmas.CommandText = $"pragma journal_mode = wal; pragma synchronous = {(waitsForDisk ? "full" : "normal")}; pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -16384; pragma wal_autocheckpoint = {EmbeddedFile.WrittenBackByTheEngineAt};";
        pragmas.ExecuteNonQuery();
        return sqlite;
    }

    /// <summary>Ends when no log of an embedded file is being written back.</summary>
    public Task WrittenBackAsync(string schema) => Embedded(schema)?.WritingBack ?? Task.CompletedTask;

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
