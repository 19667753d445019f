using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Testing;

namespace Bureau.Kernel.Tests.Imports;

/// <summary>What happens to a file before any import sees a row, and to each cell.</summary>
public sealed class CsvImportTests
{
    private const string Header = "employee_number,start_date,hours,nino,note\n";

    [Fact]
    public async Task A_sound_file_gives_every_row_with_trimmed_cells()
    {
        var (report, rows) = await Run("HARBOUR-things.csv", Header + " 0001 ,2026-04-06,37.5,QQ123456C,\"Nguyễn, Thị \"\"Hạnh\"\"\"\n0002,,,,\n");
        report.Problems.First.ShouldBeEmpty();
        report.Rows.ShouldBe(2);
        rows[0]["employee_number"].ShouldBe("0001");
        rows[0].Day("start_date").ShouldBe(new DateOnly(2026, 4, 6));
        rows[0]["note"].ShouldBe("Nguyễn, Thị \"Hạnh\"");
        rows[1]["start_date"].ShouldBeNull();
        rows[1].Number.ShouldBe(3);
    }

    [Theory]
    [InlineData("employee_number;start_date;note\r\n1;2026-04-06;a,b\r\n")]
    [InlineData("\uFEFFEmployee number,Start date,NOTE\n1,2026-04-06,\"a,b\"")]
    [InlineData("\n\nemployee_number,start_date,note\n\n,,\n1,2026-04-06,\"a,b\"\n\n")]
    public async Task Byte_order_mark_semicolons_case_of_the_header_and_empty_rows_do_not_matter(string text)
    {
        var (report, rows) = await Run("HARBOUR-things.csv", text);
        report.Problems.First.ShouldBeEmpty();
        rows.ShouldHaveSingleItem()["note"].ShouldBe("a,b");
    }

    [Fact]
    public async Task Equal_names_in_composed_and_decomposed_letters_are_equal()
    {
        var (_, rows) = await Run("HARBOUR-things.csv", "employee_number,note\n1,Zoe\u0308\n2,Zo\u00EB\n");
        rows[0]["note"].ShouldBe(rows[1]["note"]);
    }

    [Fact]
    public async Task Windows_1252_is_refused_with_its_line_and_the_way_to_save_as_utf8()
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(Header + "1,,,,Zo"), 0xEB, .. "\n"u8];
        OnlyProblem(await Refused("HARBOUR-things.csv", content)).Message.ShouldBe(
            "Line 2 holds a character that is not UTF-8; the file is probably in Windows-1252 (“ANSI”). In Excel choose Save as, then “CSV UTF-8 (Comma delimited)”; in LibreOffice choose the character set Unicode (UTF-8).");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Utf16_is_refused_with_and_without_its_mark(bool mark)
    {
        byte[] content = [.. mark ? Encoding.Unicode.GetPreamble() : [], .. Encoding.Unicode.GetBytes(Header + "1,,,,\n")];
        OnlyProblem(await Refused("HARBOUR-things.csv", content)).Message.ShouldStartWith("The file is in UTF-16");
    }

    [Fact]
    public async Task A_nul_byte_a_workbook_and_an_empty_file_are_refused()
    {
        OnlyProblem(await Refused("HARBOUR-things.csv", [.. Encoding.ASCII.GetBytes(Header + "1,,,,a"), 0, .. "b\n"u8])).Message.ShouldStartWith("Line 2 holds a NUL byte");
        OnlyProblem(await Refused("HARBOUR-things.csv", "PK\u0003\u0004etc"u8.ToArray())).Message.ShouldStartWith("This is a spreadsheet workbook");
        OnlyProblem(await Refused("HARBOUR-things.csv", [])).Message.ShouldStartWith("The file is empty.");
        OnlyProblem(await Refused("HARBOUR-things.csv", "\uFEFF\n\n"u8.ToArray())).Message.ShouldStartWith("The file is empty.");
        OnlyProblem(await Refused("HARBOUR-things.csv", Encoding.ASCII.GetBytes(Header))).Message.ShouldBe("The file has a header but no rows.");
        OnlyProblem(await Refused("HARBOUR-things.csv", "employee_number\tnote\n1\ta\n"u8.ToArray())).Message.ShouldStartWith("The columns are separated by tabs");
    }

    [Theory]
    [InlineData("KESTREL-things.csv", "employee_number\n1\n", "The file's name starts with KESTREL, the code of another client; this import is for HARBOUR.")]
    [InlineData("kestrel.csv", "client,employee_number\nHARBOUR,1\n", "The file's name starts with KESTREL")]
    [InlineData("HARBOUR-EU-things.csv", "employee_number\n1\n", "The file's name starts with HARBOUR-EU")]
    [InlineData("things.csv", "employee_number\n1\n", "Nothing in the file says that it is HARBOUR's. Let its name start with the code, for example HARBOUR-things.csv")]
    [InlineData("HARBOURSIDE-things.csv", "employee_number\n1\n", "Nothing in the file says")]
    public async Task A_file_of_another_client_or_of_none_is_refused_whole(string name, string text, string message) =>
        OnlyProblem(await Refused(name, Encoding.UTF8.GetBytes(text))).Message.ShouldStartWith(message);

    [Fact]
    public async Task The_client_column_is_enough_and_one_row_of_another_client_refuses_the_file()
    {
        (await Run("things.csv", "client,employee_number\nharbour,1\n")).Report.Problems.Count.ShouldBe(0);

        var (report, _) = await Run("HARBOUR-things.csv", "client,employee_number\nHARBOUR,1\nKESTREL,2\nKESTREL,3\n");
        OnlyProblem(report).ShouldSatisfyAllConditions(p => p.Row.ShouldBe(3), p => p.Column.ShouldBe("client"), p => p.Message.ShouldContain("The whole file is refused"));
        (await Run("things.csv", "client,employee_number\n,1\n")).Report.Problems.First.ShouldHaveSingleItem().Column.ShouldBe("client");
    }

    [Fact]
    public async Task Columns_that_are_unknown_missing_double_or_nameless_are_named()
    {
        var report = await Refused("HARBOUR-things.csv", "employe_number,note,colour,note,\n1,a,b,c,\n"u8.ToArray());
        report.Problems.First.Select(p => (p.Row, p.Column, p.Message)).ShouldBe([
            (1, "employe_number", "This column is not known; did you mean employee_number? Rename or delete it; the template shows all columns."),
            (1, "colour", "This column is not known. Rename or delete it; the template shows all columns."),
            (1, "note", "The column stands twice. Delete one of the two."),
            (1, null, "Column 5 has no name. Name it, or delete it if it is empty."),
            (1, "employee_number", "The column for “Employee number” is missing. Add it; the template shows all columns."),
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("\"\t=1+1\"")]
    [InlineData("＝1")]
    [InlineData("\" =HYPERLINK(\"\"http://example.org\"\")\"")]
    public async Task A_formula_in_any_cell_is_refused(string cell)
    {
        var (report, _) = await Run("HARBOUR-things.csv", Header + $"1,,,,{cell}\n");
        var problem = OnlyProblem(report);
        problem.Row.ShouldBe(2);
        problem.Column.ShouldBe("note");
        problem.Message.ShouldContain("formula");
    }

    [Theory]
    [InlineData("-12.50")]
    [InlineData("+3")]
    [InlineData("'t Hooft")]
    public async Task Signed_numbers_and_apostrophes_are_no_formulas(string cell) => (await Run("HARBOUR-things.csv", Header + $"1,,,,{cell}\n")).Report.Problems.Count.ShouldBe(0);

    [Theory]
    [InlineData("06/04/2026", "The order of day and month is ambiguous. Write 2026-04-06 or 2026-06-04, whichever is meant.")]
    [InlineData("25.12.2026", "Write dates as YYYY-MM-DD: 2026-12-25.")]
    [InlineData("12/25/2026", "Write dates as YYYY-MM-DD: 2026-12-25.")]
    [InlineData("06-06-2026", "Write dates as YYYY-MM-DD: 2026-06-06.")]
    [InlineData("2026-02-30", "There is no such day in the calendar between 1900 and 2200. Check year, month and day.")]
    [InlineData("46118", "This is a spreadsheet's day number. Write dates as YYYY-MM-DD: 2026-04-06.")]
    [InlineData("6 April", "Write dates as YYYY-MM-DD, for example 2026-04-06.")]
    [InlineData("31/02/2026", "Write dates as YYYY-MM-DD, for example 2026-04-06.")]
    [InlineData("2026-4-6", "Write dates as YYYY-MM-DD, for example 2026-04-06.")]
    public async Task Dates_in_another_order_are_named_and_never_guessed(string date, string message)
    {
        var (report, rows) = await Run("HARBOUR-things.csv", Header + $"1,{date},,,\n");
        OnlyProblem(report).ShouldBe(new ImportProblem(2, "start_date", date, message));
        rows.ShouldHaveSingleItem().IsSound.ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_row_twice_is_reported_with_both_row_numbers()
    {
        var (report, _) = await Run("HARBOUR-things.csv", Header + "A1,,,,\nB2,,,,\na1,,,,again\n");
        OnlyProblem(report).ShouldBe(new ImportProblem(4, "employee_number", "a1", "The same row stands in row 2 already. Keep one of the two."));
    }

    [Fact]
    public async Task A_sensitive_value_stands_nowhere_in_the_report()
    {
        var (report, _) = await Run("HARBOUR-things.csv", Header + "1,,,=QQ123456C,\n2,,,12 345,\n");
        report.Problems.Count.ShouldBe(2);
        report.Problems.First.ShouldAllBe(p => p.Value == null && !p.Message.Contains("QQ12") && !p.Message.Contains("12 345"));
    }

    [Fact]
    public async Task Rows_with_too_few_cells_lost_letters_line_breaks_and_long_cells_are_named_by_row()
    {
        var (report, _) = await Run("HARBOUR-things.csv", Header + $"1,,\n2,,,,Zo\uFFFD\n3,,,,\"a\nb\"\n4,,,,{new string('x', 201)}\n5,,,,a\u0007b\n6,,,,a,b\n,,,,x\n");
        report.Problems.First.Select(p => p.Row).ShouldBe([2, 3, 4, 5, 6, 7, 8]);
        report.Problems.First[0].Message.ShouldBe("The row has 3 cells, the header 5. Look for a missing or surplus separator, or a value with a comma that needs quotes.");
        report.Problems.First[3].Message.ShouldStartWith("The cell holds 201 characters; 200 are the most.");
        report.Problems.First[6].Message.ShouldBe("Employee number must not be empty.");
    }

    [Fact]
    public async Task Quotes_that_do_not_match_are_named_by_row()
    {
        var (stray, _) = await Run("HARBOUR-things.csv", Header + "1,,,,5\" pipe\n2,,,,fine\n");
        OnlyProblem(stray).Row.ShouldBe(2);
        stray.Rows.ShouldBe(1);
        var (open, _) = await Run("HARBOUR-things.csv", Header + "1,,,,a\n2,,,,\"never closed\n3,,,,b\n");
        OnlyProblem(open).ShouldSatisfyAllConditions(p => p.Row.ShouldBe(3), p => p.Message.ShouldContain("never closed"));
    }

    [Fact]
    public async Task Of_many_problems_the_first_thousand_are_kept_and_all_are_counted()
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < 3000; i++) text.Append(CultureInfo.InvariantCulture, $"{i},tomorrow,,,\n");
        var (report, _) = await Run("HARBOUR-things.csv", text.ToString());
        report.Problems.Count.ShouldBe(3000);
        report.Problems.First.Count.ShouldBe(1000);
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_read_in_little_memory()
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < 100_000; i++) text.Append(CultureInfo.InvariantCulture, $"E{i:000000},2026-04-06,37.5,QQ{i:000000}C,Łukasz Wójcik the {i}th\n");
        var content = Encoding.UTF8.GetBytes(text.ToString());
        text.Clear();
        var import = new Things { Keep = false };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var report = await Imports(import).RunAsync(TestHouse.Harbour, Actor.System, "things", "HARBOUR-things.csv", content, commit: false);
        TestContext.Current.SendDiagnosticMessage($"100,000 rows checked in {watch.ElapsedMilliseconds} ms");
        report.Rows.ShouldBe(100_000);
        report.Problems.Count.ShouldBe(0);
        (import.MemoryAtEnd - before).ShouldBeLessThan(60_000_000);
    }

    [Theory]
    [InlineData("HARBOUR-a.csv", "employee_number,note\n1,a\n", "things")]
    [InlineData("HARBOUR-b.csv", "employee_number,effective_from\n1,2026-01-01\n", "others")]
    public async Task The_header_tells_which_import_it_is(string name, string text, string kind) =>
        (await Imports(new Things(), new Things { Kind = "others", More = [new("effective_from", "Effective from") { Required = true }] })
            .RunAsync(TestHouse.Harbour, Actor.System, null, name, Encoding.UTF8.GetBytes(text), commit: false)).ShouldSatisfyAllConditions(
                r => r.Kind.ShouldBe(kind), r => r.Problems.First.ShouldBeEmpty());

    private static async Task<(ImportReport Report, List<CsvRow> Rows)> Run(string name, string text)
    {
        var import = new Things();
        var report = await Imports(import).RunAsync(TestHouse.Harbour, Actor.System, "things", name, Encoding.UTF8.GetBytes(text), commit: true);
        return (report, import.Rows);
    }

    private static async Task<ImportReport> Refused(string name, byte[] content)
    {
        var import = new Things();
        var report = await Imports(import).RunAsync(TestHouse.Harbour, Actor.System, "things", name, content, commit: true);
        import.Rows.ShouldBeEmpty();
        report.Committed.ShouldBeFalse();
        return report;
    }

    private static ImportProblem OnlyProblem(ImportReport report) => report.Problems.First.ShouldHaveSingleItem();

    private static CsvImports Imports(params ICsvImport[] imports) => new(imports, new Clients());

    private sealed class Things : ICsvImport
    {
        public List<CsvRow> Rows { get; } = [];
        public bool Keep { get; init; } = true;
        public long MemoryAtEnd { get; private set; }
        public string Kind { get; init; } = "things";
        public IReadOnlyList<CsvColumn> More { get; init; } = [];
        public string Title => "Things";
        public string Help => "";
        public string Permission => "";

        public ValueTask<IReadOnlyList<CsvColumn>> ColumnsAsync(Client client, CancellationToken ct) => new([
            new("employee_number", "Employee number") { Required = true, Key = true },
            new("start_date", "Start date") { IsDate = true },
            new("hours", "Hours"),
            new("nino", "NI number") { Sensitive = true, Check = v => v.Contains(' ') ? $"'{v}' holds a blank." : null },
            new("note", "Note"),
            .. More,
        ]);

        public Task<ImportReport> RunAsync(Client client, Actor actor, CsvTable table, bool commit, CancellationToken ct)
        {
            var problems = new ImportProblems();
            var count = 0;
            foreach (var row in table.Rows(problems))
            {
                count++;
                if (Keep) Rows.Add(row);
                if (count == 100_000) MemoryAtEnd = GC.GetTotalMemory(forceFullCollection: true);
            }
            return Task.FromResult(new ImportReport(Kind, count, problems.Count == 0 ? count : 0, 0, 0, problems, commit && problems.Count == 0));
        }
    }

    private sealed class Clients : IClientDirectory
    {
        public ValueTask<Client?> FindAsync(string code, CancellationToken ct = default) => throw new NotSupportedException();

        public ValueTask<Client> GetAsync(ClientId id, CancellationToken ct = default) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<Client>> ListAsync(CancellationToken ct = default) =>
            new([TestHouse.Harbour, TestHouse.Harbour with { Id = new ClientId(102), Code = "HARBOUR-EU" }, TestHouse.Harbour with { Id = new ClientId(103), Code = "KESTREL" }]);

        public ValueTask<bool> PerformsAsync(ClientId client, string function, Side side, CancellationToken ct = default) => throw new NotSupportedException();
    }
}
