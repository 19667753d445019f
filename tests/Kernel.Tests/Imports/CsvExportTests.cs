using System.Text;
using Bureau.Kernel.Imports;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Kernel.Tests.Imports;

public sealed class CsvExportTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44 20 7946 0958", "'+44 20 7946 0958")]
    [InlineData("-", "'-")]
    [InlineData("@home", "'@home")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("O'Brien", "O'Brien")]
    [InlineData("", "")]
    public void Text_that_a_spreadsheet_would_run_gets_an_apostrophe(string text, string cell) => CsvExport.Cell(text).ShouldBe(cell);

    [Fact]
    public void Values_are_written_for_machines_and_people_alike() =>
        Encoding.UTF8.GetString(CsvExport.Bytes(["name", "amount", "day", "at", "flag", "none"],
            [["Łukasz, \"W\"", -1234.5m, new DateOnly(2026, 4, 6), new DateTimeOffset(2026, 4, 6, 13, 0, 0, TimeSpan.FromHours(1)), true, null], [7, 8L, "x", "a\nb", false, "="]]))
            .ShouldBe("\uFEFFname,amount,day,at,flag,none\r\n\"Łukasz, \"\"W\"\"\",-1234.5,2026-04-06,2026-04-06T12:00:00Z,true,\r\n7,8,x,\"a\nb\",false,'=\r\n");

    [Fact]
    public void No_exported_cell_is_a_formula_and_every_other_cell_reads_back_as_it_was() =>
        Prop.ForAll<string[]>(texts =>
        {
            var cells = texts.Where(t => t is not null).Select(t => new string([.. t.EnumerateRunes().Where(r => r != Rune.ReplacementChar && r.Value != 0).SelectMany(r => r.ToString())])).ToArray();
            var problems = new ImportProblems();
            var file = CsvFile.Open("x.csv", CsvExport.Bytes(["h", "i"], cells.Select(c => new object?[] { "k", c })), problems);
            problems.First.ShouldBeEmpty();
            var read = file!.Records(problems).Skip(1).Select(r => r.Cells[1]).ToArray();
            read.Length.ShouldBe(cells.Length);
            read.ShouldAllBe(c => !CsvCells.IsFormula(c));
            for (var i = 0; i < cells.Length; i++) read[i].ShouldBe(CsvCells.IsFormula(cells[i]) ? "'" + cells[i] : cells[i]);
        }).QuickCheckThrowOnFailure();
}
