using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Bureau.Kernel.Data;

/// <summary>A recorded migration whose text is no longer the one that was applied, or a store newer than the program.</summary>
public sealed class MigrationException(string message) : Exception(message);

/// <summary>
/// Brings each module's schema to the newest version: plain SQL files, forward only, each recorded with the checksum of its text, all under a lock, so
/// that two instances starting at once apply each file once.
/// </summary>
public sealed partial class Migrations(Database database, TimeProvider clock, ILogger<Migrations> log)
{
    private const string Common = "common";

    /// <param name="schema">The module's schema.</param>
    /// <param name="assembly">Holds the module's files as resources <c>migrations/SCHEMA/ENGINE/NNNN_name.sql</c>.</param>
    /// <returns>How many files were applied.</returns>
    /// <exception cref="MigrationException">A file changed after it was applied, or the store has one that this program does not know.</exception>
    public async Task<int> ApplyAsync(string schema, Assembly assembly, CancellationToken ct = default)
    {
        var files = Read(typeof(Migrations).Assembly, Common).Concat(Read(assembly, schema)).ToList();
        await using var connection = await database.ConnectAsync(schema, ct);
        if (database.Engine == Engine.SqlServer) await PrepareSqlServerAsync(connection, schema, ct);
        await using var transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : await connection.BeginTransactionAsync(ct);
        await LockAsync(connection, transaction, schema, ct);

        var applied = (await connection.QueryAsync<(string Name, string Checksum)>(Text(schema, "select name, checksum from {schema}.migration"), transaction: transaction))
            .ToDictionary(m => m.Name, m => m.Checksum);
        if (applied.Keys.Except(files.Select(f => f.Name)).Order().FirstOrDefault() is { } unknown)
            throw new MigrationException($"The store '{schema}' has migration {unknown}, which this program does not know. It was written by a newer version: start that one.");

        var count = 0;
        foreach (var file in files)
        {
            if (applied.TryGetValue(file.Name, out var checksum))
            {
                if (checksum != file.Checksum) throw new MigrationException($"Migration {file.Name} of '{schema}' was changed after it was applied. Restore its text and add a new migration instead.");
                continue;
            }
            foreach (var batch in Batches(file.Text.Replace("{schema}", schema, StringComparison.Ordinal)))
                await connection.ExecuteAsync(new CommandDefinition(batch, transaction: transaction, commandTimeout: 600, cancellationToken: ct));
            await connection.ExecuteAsync(Text(schema, "insert into {schema}.migration (name, checksum, applied_at) values (@Name, @Checksum, @AppliedAt)"),
                new { file.Name, file.Checksum, AppliedAt = clock.GetUtcNow() }, transaction);
            count++;
        }
        if (count > 0 && connection is SqliteConnection) await SqliteStatistics.WriteAsync(connection, transaction);
        await transaction.CommitAsync(ct);
        if (count > 0) log.LogInformation("Store {Schema}: {Count} migrations applied", schema, count);
        return count;
    }

    private async Task PrepareSqlServerAsync(DbConnection connection, string schema, CancellationToken ct)
    {
        if (await connection.ExecuteScalarAsync<int>("select count(*) from sys.schemas where name = @Schema", new { Schema = schema }) == 0)
        {
            try
            {
                await connection.ExecuteAsync(new CommandDefinition(Text(schema, "create schema {schema}"), cancellationToken: ct));
            }
            catch (DbException) when (connection.ExecuteScalar<int>("select count(*) from sys.schemas where name = @Schema", new { Schema = schema }) == 1)
            {
                // Another instance created it between the question and the statement.
            }
        }
    }

    /// <summary>The lock is held until the transaction ends; under it the table of what was applied is made if it is not there.</summary>
    private async Task LockAsync(DbConnection connection, DbTransaction transaction, string schema, CancellationToken ct)
    {
        if (database.Engine == Engine.SqlServer)
            await connection.ExecuteAsync(new CommandDefinition(
                "exec sp_getapplock @Resource = @Name, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 60000",
                new { Name = "bureau-migrations-" + schema }, transaction, cancellationToken: ct));
        var exists = database.Engine == Engine.SqlServer
            ? "select count(*) from information_schema.tables where table_schema = @Schema and table_name = 'migration'"
            : "select count(*) from sqlite_master where type = 'table' and name = 'migration'";
        if (await connection.ExecuteScalarAsync<int>(exists, new { Schema = schema }, transaction) == 0)
            await connection.ExecuteAsync(Text(schema, "create table {schema}.migration (name varchar(200) not null primary key, checksum char(64) not null, applied_at datetime2(6) not null)"), transaction: transaction);
    }

    private string Text(string schema, string sql) =>
        database.Engine == Engine.Sqlite ? Dialect.ForSqlite(schema, SchemaText.Of(schema, sql)) : SchemaText.Of(schema, sql);

    private IEnumerable<(string Name, string Text, string Checksum)> Read(Assembly assembly, string set)
    {
        var folder = $"migrations/{set}/{(database.Engine == Engine.SqlServer ? "sqlserver" : "sqlite")}/";
        foreach (var resource in assembly.GetManifestResourceNames().Select(n => n.Replace('\\', '/')).Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var text = reader.ReadToEnd().ReplaceLineEndings("\n");
            yield return ($"{set}/{resource[folder.Length..]}", text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        }
    }

    private static IEnumerable<string> Batches(string text) => Go().Split(text).Where(b => !string.IsNullOrWhiteSpace(b));

    [GeneratedRegex(@"^\s*GO\s*$", RegexOptions.Multiline)]
    private static partial Regex Go();
}
