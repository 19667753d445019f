using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using Bureau.Kernel.Data;
using Bureau.Kernel.Imports;
using Bureau.Payroll.Certificates;
using Bureau.Payroll.Reports;
using Bureau.Payroll.Tests.Runs;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Reports;

public class ReportTests
{
    [Theory, OnEachEngine]
    public async Task Every_reports_sums_are_those_of_the_certificate(Engine engine)
    {
        await using var house = await PayrollHouse.StartAsync(engine);
        for (var id = 1; id <= 7; id++) house.People.Salaried(id, 40_000m + 37_111.11m * id, costCentre: id % 2 == 0 ? "200" : "100");
        var run = await house.ReleaseAsync(await house.InReviewAsync());
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        var scope = new ReportScope(db, TestHouse.Harbour, house.Pack, [], new Dictionary<long, Onboarding.Contracts.EmployeeName>(), [run], run.PayDate, run.PayDate);
        var certificate = (await RunCertificate.FindAsync(db, run.Id)).ShouldNotBeNull();
        var (gross, net, cost) = (Certified("gross_pay"), Certified("net_pay"), Certified("employer_cost"));
        gross.ShouldBeGreaterThan(0);

        var register = await ClientReports.RegisterAsync(scope, default);
        (Sum(register, "Gross"), Sum(register, "Net"), Sum(register, "Employer cost")).ShouldBe((gross, net, cost));
        var people = await ClientReports.YearToDateAsync(scope, default);
        (Sum(people, "Gross"), Sum(people, "Net"), Sum(people, "Employer cost"), Sum(people, "Payslips")).ShouldBe((gross, net, cost, 7));
        var toNet = await ClientReports.GrossToNetAsync(scope, default);
        (Line(toNet, "Gross pay"), Line(toNet, "Net pay"), (long)toNet.Sum![^1]!).ShouldBe((gross, net, cost));
        var centres = await ClientReports.CostCentresAsync(scope, default);
        (Sum(centres, "Total"), centres.Rows.Count).ShouldBe((cost, 2));
        Sum(await ClientReports.PaymentsAsync(scope, default), "Amount").ShouldBe(Certified("net_pay_paid"));
        var journal = await ClientReports.JournalAsync(scope, default);
        Sum(journal, "Debit").ShouldBe(Sum(journal, "Credit"));
        Sum(journal, "Debit").ShouldBe(cost);
        (await ClientReports.HeadcountAsync(scope, default)).Rows.Single()[2].ShouldBe(7L);
        (await ClientReports.ExtraPayAsync(scope, default)).Rows.ShouldBeEmpty();

        long Certified(string key) => long.Parse(certificate.Statements.Single(s => s.Key == key).Left, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_report_of_days_without_a_release_is_empty()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 60_000m);
        await house.InReviewAsync();
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        var scope = new ReportScope(db, TestHouse.Harbour, house.Pack, [], new Dictionary<long, Onboarding.Contracts.EmployeeName>(), [], new(2026, 4, 6), new(2027, 4, 5));
        foreach (var report in ClientReports.All.Where(r => r.Key is not "gross-to-net")) (await report.ReadAsync(scope, default)).Rows.ShouldBeEmpty(report.Key);
    }

    [Fact]
    public void A_workbook_holds_numbers_days_and_harmless_text()
    {
        var bytes = XlsxExport.Bytes("Pay: register/2026", ["Name", "Day", "Gross"], [["=cmd()", new DateOnly(2026, 11, 27), 1234.5m], ["a\u0001b", null, -0.01m]]);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var sheet = XDocument.Load(zip.GetEntry("xl/worksheets/sheet1.xml").ShouldNotBeNull("a sheet").Open());
        var cells = sheet.Descendants().Where(e => e.Name.LocalName == "c").ToList();
        cells.Select(c => c.Value).ShouldBe(["Name", "Day", "Gross", "=cmd()", "46353", "1234.5", "ab", "", "-0.01"]);
        cells[3].Attribute("t")!.Value.ShouldBe("inlineStr");
        sheet.Descendants().ShouldNotContain(e => e.Name.LocalName == "f");
    }

    private static long Sum(ReportTable table, string column) => (long)table.Sum![table.Columns.ToList().FindIndex(c => c.Label == column)]!;

    private static long Line(ReportTable table, string label) => (long)table.Rows.Single(r => (string?)r[0] == label)[^1]!;
}
