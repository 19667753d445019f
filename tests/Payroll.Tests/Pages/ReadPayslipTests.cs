using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Payslips;
using Bureau.Payroll.Payslips.Own;
using Bureau.Payroll.Tests.Runs;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Pages;

public class ReadPayslipTests
{
    private static readonly Actor Employee = new(31, "Person E1", [new Membership(Role.Employee, TestHouse.Harbour.Id, 1)]);

    private static async Task<(PayrollHouse House, PayRun Run)> InReviewAsync(Engine engine = Engine.Sqlite)
    {
        var house = await PayrollHouse.StartAsync(engine);
        house.People.Salaried(1, 120_000m);
        house.People.Salaried(2, 30_000m);
        return (house, await house.InReviewAsync());
    }

    private static Task<StoredPayslip?> FindAsync(PayrollHouse house, PayRun run, long employee, bool published = true) =>
        house.Get<ReadPayslip>().FindAsync(TestHouse.Harbour, run.Id, employee, published);

    private static Task<IReadOnlyList<AuditRecord>> AuditAsync(PayrollHouse house, string subject) =>
        house.Get<AuditTrail>().ReadAsync(house.Get<PayrollStore>(), TestHouse.Harbour.Id, subject, 0, 10);

    [Theory, OnEachEngine]
    public async Task An_employee_sees_a_payslip_from_its_release_on(Engine engine)
    {
        var (house, run) = await InReviewAsync(engine);
        await using var _ = house;
        (await FindAsync(house, run, 1)).ShouldBeNull();
        (await FindAsync(house, run, 1, published: false)).ShouldNotBeNull().IsPublished.ShouldBeFalse();
        await using (var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id)) (await OwnPayslip.ReadAsync(db, 1, 10, CancellationToken.None)).ShouldBeEmpty();

        run = await house.ReleaseAsync(run);
        (await FindAsync(house, run, 1)).ShouldNotBeNull().Document.NetPay.Amount.ShouldBe(9_600_00);
        (await FindAsync(house, run, 3)).ShouldBeNull();
        await using var later = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        (await OwnPayslip.ReadAsync(later, 1, 10, CancellationToken.None)).ShouldHaveSingleItem().NetMinor.ShouldBe(9_600_00);
    }

    [Fact]
    public async Task A_download_is_audited_and_gives_the_same_bytes_every_time()
    {
        var (house, run) = await InReviewAsync();
        await using var _ = house;
        var payslip = (await FindAsync(house, await house.ReleaseAsync(run), 1)).ShouldNotBeNull();
        var first = await house.Get<ReadPayslip>().DownloadAsync(TestHouse.Harbour, Employee, payslip);
        (await house.Get<ReadPayslip>().DownloadAsync(TestHouse.Harbour, Employee, payslip)).ShouldBe(first);
        var entries = await AuditAsync(house, payslip.Subject);
        entries.Select(e => (e.Action, e.ActorId)).ShouldBe([("payslip.download", 31), ("payslip.download", 31)]);
        entries[0].Details.ShouldContain(Convert.ToHexStringLower(SHA256.HashData(first)));
    }

    [Fact]
    public async Task The_pdf_first_handed_out_is_kept_encrypted_and_handed_out_ever_after()
    {
        var (house, run) = await InReviewAsync();
        await using var _ = house;
        var payslip = (await FindAsync(house, await house.ReleaseAsync(run), 1)).ShouldNotBeNull();
        var first = await house.Get<ReadPayslip>().DownloadAsync(TestHouse.Harbour, Employee, payslip);

        // As if fonts or the runtime's compression had changed since.
        var rendersOtherwise = payslip with { Document = payslip.Document with { Message = "Altered" } };
        (await house.Get<ReadPayslip>().DownloadAsync(TestHouse.Harbour, Employee, rendersOtherwise)).ShouldBe(first);

        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        var kept = (await db.QueryAsync<byte[]>("select content from payroll.payslip_pdf where client_id = @Client")).ShouldHaveSingleItem();
        Encoding.ASCII.GetString(kept).ShouldNotContain("%PDF");
    }

    [Fact]
    public async Task A_bundle_holds_everybodys_pdf_the_very_bytes_that_were_and_will_be_handed_out()
    {
        var (house, run) = await InReviewAsync();
        await using var _ = house;
        run = await house.ReleaseAsync(run);
        var (one, two) = ((await FindAsync(house, run, 1)).ShouldNotBeNull(), (await FindAsync(house, run, 2)).ShouldNotBeNull());
        var before = await house.Get<ReadPayslip>().DownloadAsync(TestHouse.Harbour, Employee, one with { Document = one.Document with { Message = "As it was rendered then" } });
        using var written = new MemoryStream();
        await house.Get<PayslipBundle>().WriteAsync(run, written);
        var after = await house.Get<ReadPayslip>().DownloadAsync(TestHouse.Harbour, Employee, two with { Document = two.Document with { Message = "As it would be rendered now" } });

        using var zip = new ZipArchive(written, ZipArchiveMode.Read);
        zip.Entries.Select(e => e.FullName).ShouldBe(["payslip-2026-11-30-E1.pdf", "payslip-2026-11-30-E2.pdf"]);
        zip.Entries.Select(BytesOf).ShouldBe([before, after]);

        static byte[] BytesOf(ZipArchiveEntry entry)
        {
            using var pdf = new MemoryStream();
            using var from = entry.Open();
            from.CopyTo(pdf);
            return pdf.ToArray();
        }
    }

    [Fact]
    public async Task A_payslip_put_in_anothers_place_does_not_open()
    {
        var (house, run) = await InReviewAsync();
        await using var _ = house;
        run = await house.ReleaseAsync(run);
        await using (var unit = await house.Get<PayrollStore>().BeginAsync(TestHouse.Harbour.Id))
        {
            await unit.ExecuteAsync("""
                update payroll.payslip set document = (select p.document from payroll.payslip p where p.client_id = @Client and p.pay_run_id = @Id and p.employee_id = 2)
                where client_id = @Client and pay_run_id = @Id and employee_id = 1
                """, new { run.Id });
            await unit.CommitAsync();
        }
        await Should.ThrowAsync<CryptographicException>(() => FindAsync(house, run, 1));
        (await FindAsync(house, run, 2)).ShouldNotBeNull();
    }
}
