using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Bureau.Architecture.Tests;

public partial class SqlTests
{
    /// <summary>Everything that the product can send to SQL Server: every statement literal of every assembly, and every migration.</summary>
    private static IEnumerable<(string Where, string Sql)> Texts() =>
        (from p in House.Projects from sql in House.SqlOf(p) select (p.Name, sql.Replace("{schema}", "payroll", StringComparison.Ordinal)))
        .Concat(from file in Migrations("sqlserver") select (Path.GetRelativePath(House.Root, file), File.ReadAllText(file).Replace("{schema}", "payroll", StringComparison.Ordinal)));

    [Fact]
    public void Every_statement_is_TSQL_by_Microsofts_own_parser()
    {
        var texts = Texts().ToList();
        texts.Count.ShouldBeGreaterThan(30);
        var parser = new TSql150Parser(initialQuotedIdentifiers: true);
        var faults = new List<string>();
        foreach (var (where, sql) in texts)
        {
            // Dapper writes a list parameter out as (@Ids1, @Ids2 …) before the server sees it.
            using var reader = new StringReader(ListParameter().Replace(sql, "in (@list)"));
            parser.Parse(reader, out var errors);
            faults.AddRange(errors.Select(e => $"{where}: {e.Message} in: {sql}"));
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_module_speaks_to_its_own_schema_only() =>
        (from p in House.Projects
         let own = p.Name == "Kernel" ? "access" : p.Name.ToLowerInvariant()
         from sql in House.SqlOf(p)
         from Match table in Table().Matches(sql)
         let schema = table.Groups[1].Value
         where schema != own && !(p.Name == "Kernel" && schema is "{schema}" or "sys" or "information_schema")
         select $"{p.Name}: {table.Value} in: {sql}").ShouldBeEmpty();

    [Fact]
    public void Every_statement_of_a_module_names_the_client_it_is_for() =>
        (from p in House.Modules
         from sql in House.SqlOf(p)
         where !sql.Contains("client_id", StringComparison.Ordinal) && !Regex.IsMatch(sql, @"\bonboarding\.client\b")
         select $"{p.Name}: {sql}").ShouldBeEmpty();

    [Fact]
    public void Both_engines_have_the_same_migrations_with_the_same_tables_and_columns()
    {
        Names("sqlite").ShouldBe(Names("sqlserver"));
        foreach (var (sqlite, sqlServer) in Migrations("sqlite").Zip(Migrations("sqlserver")))
            Columns(File.ReadAllText(sqlite)).ShouldBe(Columns(File.ReadAllText(sqlServer)), Path.GetRelativePath(House.Root, sqlServer));

        static List<string> Names(string engine) => [.. Migrations(engine).Select(f => Path.GetRelativePath(House.Root, f).Replace($"/{engine}/", "/", StringComparison.Ordinal))];
    }

    private static List<string> Migrations(string engine) =>
        [.. Directory.EnumerateFiles(Path.Combine(House.Root, "migrations"), "*.sql", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == engine).Order(StringComparer.Ordinal)];

    /// <summary>table.column of every CREATE TABLE, schema left out.</summary>
    private static List<string> Columns(string ddl) =>
        [.. from Match table in CreateTable().Matches(ddl)
            from line in table.Groups[2].Value.Split('\n')
            let column = Regex.Match(line, @"^\s+([a-z_0-9]+)\s")
            where column.Success && column.Groups[1].Value is not ("primary" or "unique" or "foreign" or "check" or "constraint")
            select $"{table.Groups[1].Value}.{column.Groups[1].Value}"];

    [GeneratedRegex(@"\bin\s+@\w+", RegexOptions.IgnoreCase)]
    private static partial Regex ListParameter();

    [GeneratedRegex(@"\b(?:from|join|into|update)\s+(\{?[a-z_]+\}?)\.([a-z_]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Table();

    [GeneratedRegex(@"create table (?:\{?\w+\}?\.)?(\w+)\s*\((.*?)\n\)", RegexOptions.Singleline)]
    private static partial Regex CreateTable();
}
