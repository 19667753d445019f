using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Bureau.Payroll.Payslips.Document;
using Bureau.Payroll.Payslips.Pdf;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Payroll.Tests.Payslips;

public class PayslipPdfTests
{
    static PayslipPdfTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    // Where the installed fonts would decide how text breaks, the approved text is that without any.
    public static TheoryData<string> Western => [.. SamplePayslips.All.Select(sample => sample.Name).Where(name => name != "names-beyond-ascii")];

    private static PayslipDocument Sample(string name) => SamplePayslips.All.Single(sample => sample.Name == name).Payslip;

    private static PdfReader Read(PayslipDocument payslip) => new(PayslipPdf.Render(payslip));

    [Theory, MemberData(nameof(Western))]
    public void Says_on_paper_what_was_approved(string name) =>
        Read(Sample(name)).Text().ShouldMatchApproved(c => c.SubFolder("Approved").WithDiscriminator(name).WithFilenameGenerator((_, discriminator, type, extension) => $"payslip-pdf{discriminator}.{type}.{extension}").NoDiff());

    [Fact]
    public void Two_renders_give_the_same_bytes()
    {
        foreach (var (_, payslip) in SamplePayslips.All)
        {
            var again = PayslipBytes.FromBytes(payslip.ToBytes());
            SHA256.HashData(PayslipPdf.Render(again)).ShouldBe(SHA256.HashData(PayslipPdf.Render(payslip)));
        }
    }

    [Fact]
    public void File_id_is_the_hash_of_the_payslip_and_no_date_but_the_payslips_own_is_in_the_file()
    {
        var payslip = SamplePayslips.MonthlySalary;
        var pdf = Read(payslip);
        var id = Convert.ToHexString(PayslipBytes.Hash(payslip.ToBytes()).AsSpan(0, 16));
        pdf.Trailer.ShouldContain($"/ID[<{id}><{id}>]");
        pdf.Objects.ShouldAllBe(value => !value.Contains("Date(", StringComparison.Ordinal));
    }

    [Fact]
    public void Is_small()
    {
        PayslipPdf.Render(SamplePayslips.MonthlySalary).Length.ShouldBeLessThan(6_000);
        PayslipPdf.Render(SamplePayslips.MonthlySalary with { Employee = new("Łukasz Śliwiński", "1") }).Length.ShouldBeLessThan(12_000);
    }

    [Theory, MemberData(nameof(Western))]
    public void Every_text_stands_within_the_margins(string name) => WithinMargins(Read(Sample(name)));

    [Fact]
    public void Any_payslip_can_be_printed_within_the_margins() =>
        Prop.ForAll(RandomPayslips.Arbitrary, payslip => WithinMargins(new(PayslipPdf.Render(payslip, []).Bytes))).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static void WithinMargins(PdfReader pdf) => pdf.Words().Where(word => word.Text.Length > 0 && !IsWithinMargins(word)).ShouldBeEmpty();

    private static bool IsWithinMargins(PdfReader.Word word) =>
        word.X >= 41.9m && word.X + (Helvetica.Width(word.Text.TrimEnd(), word.Font == "F1") * word.Size / 1000) <= 553.4m && word.Y is > 30m and < 800m;

    [Fact]
    public void Amounts_of_a_column_end_at_one_place()
    {
        var words = Read(SamplePayslips.WeeklyHourly).Words().ToList();
        string[] amounts = ["487.13", "116.91", "21.38", "51.96"];
        var ends = amounts.Select(amount => words.Single(word => word.Text == amount)).Select(word => word.X + (Helvetica.Width(word.Text, false) * word.Size / 1000)).ToList();
        (ends.Max() - ends.Min()).ShouldBeLessThanOrEqualTo(0.02m);
    }

    [Fact]
    public void Lines_that_do_not_fit_go_on_under_the_same_headings()
    {
        var pdf = Read(SamplePayslips.ManyLines);
        pdf.PageIds.Count.ShouldBe(2);
        var words = pdf.Words().ToList();
        for (var shift = 1; shift <= 70; shift++) words.Count(word => word.Text == $"Shift {shift:00} at the northern depot").ShouldBe(1);
        words.Where(word => word.Page == 1).Select(word => word.Text).ShouldContain("Earnings (continued)");
        words.Where(word => word.Artifact && word.Text.StartsWith("Page ", StringComparison.Ordinal)).Select(word => word.Text).ShouldBe(["Page 1 of 2", "Page 2 of 2"]);
    }

    [Fact]
    public void Names_beyond_western_letters_are_printed_and_can_be_copied()
    {
        Assert.SkipWhen(InstalledFonts.Found.Count < 2, "Liberation Sans and DejaVu Sans are not both installed.");
        var file = PayslipPdf.Render(SamplePayslips.NamesBeyondAscii, InstalledFonts.Found);
        file.LettersReplaced.ShouldBeFalse();
        var text = new PdfReader(file.Bytes).Text();
        foreach (var expected in new[] { "Nguyễn Thị Ánh Đào", "Αθηναϊκή Ναυτιλία Α.Ε.", "ul. Świętokrzyska 31/33a", "Бухгалтерия", "Ćwiczenie-Żółć", "Dziękujemy za wspaniały rok. Ευχαριστούμε! Cảm ơn bạn." })
            text.ShouldContain(expected);
    }

    [Fact]
    public void Embedded_subsets_are_sound_fonts_of_the_letters_used()
    {
        Assert.SkipWhen(InstalledFonts.Found.Count == 0, "No font is installed.");
        var pdf = new PdfReader(PayslipPdf.Render(SamplePayslips.NamesBeyondAscii, InstalledFonts.Found).Bytes);
        var programs = pdf.Objects.Where(value => value.Contains("/FontFile2", StringComparison.Ordinal)).Select(value => pdf.StreamOf(PdfReader.Number(value, "FontFile2"))).ToList();
        programs.ShouldNotBeEmpty();
        foreach (var program in programs)
        {
            Sum(program).ShouldBe(0xB1B0AFBA);
            BinaryPrimitives.ReadUInt16BigEndian(program.AsSpan(4)).ShouldBe((ushort)6);
            program.Length.ShouldBeLessThan(20_000);
        }
    }

    [Fact]
    public void Without_fonts_letters_lose_their_marks_or_become_numbers_and_the_page_says_so()
    {
        var payslip = SamplePayslips.NamesBeyondAscii;
        var file = PayslipPdf.Render(payslip, []);
        file.LettersReplaced.ShouldBeTrue();
        var text = new PdfReader(file.Bytes).Text();
        text.ShouldContain("Nguyen Thi Ánh Dào");
        text.ShouldContain("ul. Swietokrzyska 31/33a");
        text.ShouldContain("[U+2116] 88");
        text.ShouldContain("No font with some letters of this payslip is installed where it was printed.");
        PayslipPdf.Render(SamplePayslips.RefundLoanBenefitExpenses, []).LettersReplaced.ShouldBeFalse();
    }

    [Theory]
    [InlineData("محمد", "[U+0645][U+062D]")]
    [InlineData("😀", "[U+1F600]")]
    public void Letters_that_would_print_wrong_are_printed_as_numbers(string name, string printed)
    {
        var file = PayslipPdf.Render(SamplePayslips.MonthlySalary with { Employee = new(name, "1") }, InstalledFonts.Found);
        file.LettersReplaced.ShouldBeTrue();
        new PdfReader(file.Bytes).Text().ShouldContain(printed);
    }

    [Fact]
    public void Is_tagged_so_that_each_piece_of_content_has_its_place_in_the_structure()
    {
        var pdf = Read(SamplePayslips.RefundLoanBenefitExpenses);
        var catalog = pdf.Object(PdfReader.Number(pdf.Trailer, "Root"));
        catalog.ShouldContain("/MarkInfo<</Marked true>>");
        catalog.ShouldContain("/Lang(en)");
        var root = pdf.Object(PdfReader.Number(catalog, "StructTreeRoot"));
        var content = Encoding.Latin1.GetString(pdf.StreamOf(PdfReader.Number(pdf.Object(pdf.PageIds[0]), "Contents")));
        var marks = Regex.Matches(content, @"/(\w+)<</MCID (\d+)>>BDC").ToList();
        marks.Select(mark => Int(mark.Groups[2].Value)).Order().ShouldBe(Enumerable.Range(0, marks.Count));
        var tags = Regex.Matches(Regex.Match(root, @"/Nums\[0\[(.*?)\]").Groups[1].Value, @"(\d+) 0 R").Select(m => pdf.Object(Int(m.Groups[1].Value))).ToList();
        tags.Count.ShouldBe(marks.Count);
        foreach (var mark in marks) tags[Int(mark.Groups[2].Value)].ShouldStartWith($"<</S/{mark.Groups[1].Value}/P ");
        Regex.Count(content, " BMC |BDC ").ShouldBe(Regex.Count(content, "EMC\n"));
    }

    [Fact]
    public void Rows_of_a_table_have_as_many_cells_as_its_header()
    {
        var pdf = Read(SamplePayslips.WeeklyHourly);
        var tables = pdf.Objects.Where(value => value.StartsWith("<</S/Table", StringComparison.Ordinal)).ToList();
        tables.Count.ShouldBe(5);
        foreach (var table in tables) Kids(pdf, table).Select(row => Kids(pdf, row).Sum(Columns)).Distinct().Count().ShouldBe(1);
    }

    private static IEnumerable<string> Kids(PdfReader pdf, string tag) =>
        Regex.Matches(Regex.Match(tag, @"/K\[(.*?)\]").Groups[1].Value, @"(\d+) 0 R").Select(m => pdf.Object(Int(m.Groups[1].Value)));

    private static int Columns(string cell) => Regex.Match(cell, @"/ColSpan (\d)") is { Success: true } span ? Int(span.Groups[1].Value) : 1;

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static uint Sum(byte[] font)
    {
        var sum = 0u;
        for (var i = 0; i < font.Length; i += 4) sum += BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(i));
        return sum;
    }
}
