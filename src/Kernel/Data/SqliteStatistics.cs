using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Bureau.Kernel.Data;

/// <summary>
/// Tells SQLite's planner what a provider's data look like: many clients, some with very many rows. Without figures it takes a client for ten rows, and reads everybody
/// of a big one where an index knows better; figures taken of a store that is still small would be as wrong tomorrow. With these a statement is carried out alike in
/// every store (https://www.sqlite.org/queryplanner-ng.html#qpstab). Where rows are streamed in the order of one table, the statement says <c>cross join</c>: SQLite reads
/// that table first then, and sorts nothing.
/// </summary>
internal static class SqliteStatistics
{
    private const long Rows = 1_000_000, RowsOfPartialIndex = 1_000, TimesFewerByColumn = 100;

    private const string Indexes = """
        select t.name as [Table], case when i.origin = 'pk' and w.wr = 1 then t.name else i.name end as Name, i.[unique] as IsUnique, i.partial as IsPartial,
          (select count(*) from pragma_index_info(i.name)) as Columns
        from sqlite_schema t
        join pragma_table_list(t.name) w on w.[schema] = 'main'
        cross join pragma_index_list(t.name) i
        where t.type = 'table' and t.name not like 'sqlite!_%' escape '!'
        """;

    /// <summary>In the transaction that changed the schema; this connection knows them then, and every one that is opened later.</summary>
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction)
    {
        // Analyzing anything makes the table; what it says of the few rows of today is thrown away.
        await connection.ExecuteAsync("analyze migration; delete from sqlite_stat1;", transaction: transaction);
        foreach (var index in await connection.QueryAsync<Index>(Indexes, transaction: transaction))
            await connection.ExecuteAsync("insert into sqlite_stat1 (tbl, idx, stat) values (@Table, @Name, @Text)", new { index.Table, index.Name, index.Text }, transaction);
        await connection.ExecuteAsync("analyze sqlite_schema;", transaction: transaction);
    }

    private sealed class Index
    {
        public string Table { get; init; } = "";
        public string Name { get; init; } = "";
        public long IsUnique { get; init; }
        public long IsPartial { get; init; }
        public long Columns { get; init; }

        /// <summary>How many rows there are, then how many share a value of the first column, of the first two, and so on.</summary>
        public string Text
        {
            get
            {
                var figures = new List<long> { IsPartial == 1 ? RowsOfPartialIndex : Rows };
                for (var column = 1; column <= Columns; column++) figures.Add(column == Columns && IsUnique == 1 ? 1 : Math.Max(2, figures[^1] / TimesFewerByColumn));
                return string.Join(' ', figures.Select(f => f.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
