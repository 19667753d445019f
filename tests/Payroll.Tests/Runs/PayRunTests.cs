using System.Security.Cryptography;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Certificates;
using Bureau.Payroll.Explanations;
using Bureau.Payroll.Payments;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Payslips.Document;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Runs;

public sealed class PayRunTests
{
    private static readonly Kernel.Clients.ClientId Client = TestHouse.Harbour.Id;

    [Theory, OnEachEngine]
    public async Task A_run_goes_from_cut_off_to_released_payslips_that_verify(Engine engine)
    {
        await using var house = await PayrollHouse.StartAsync(engine);
        house.People.Salaried(1, 36_000m);
        house.People.Salaried(2, 30_000m, costCentre: "200");
        house.People.Contributions.Add(new(2, "Cycle to work", new Dictionary<string, string>(), new Dictionary<string, decimal> { ["salary_sacrifice"] = 50m }));
        await house.WithCalendarAsync();

        await house.House.SettleAsync(tick: true);
        var run = (await house.RunsAsync())[0];
        run.State.ShouldBe(PayRunState.Open);
        run.PayDate.ShouldBe(new DateOnly(2026, 11, 30));
        run.CutOffAt.ShouldBe(new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));

        house.Clock.Set(run.CutOffAt);
        await house.House.SettleAsync(tick: true);
        run = await house.RunAsync(run.Id);
        run.State.ShouldBe(PayRunState.InReview);
        // 3,000 + 2,500 − 50; both below the free amount of eight periods.
        (run.GrossMinor, run.NetMinor, run.DeductionsMinor, run.EmployerCostMinor, run.Payslips, run.Blockers).ShouldBe((545_000, 545_000, 0, 599_500, 2, 0));

        run = await house.ReleaseAsync(run);
        run.State.ShouldBe(PayRunState.Released);
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        var certificate = await RunCertificate.FindAsync(db, run.Id);
        certificate!.Holds.ShouldBeTrue();
        certificate.Statements.Single(s => s.Key == "net_pay_paid").Right.ShouldBe("545000");
        var payments = new List<Payment>();
        await foreach (var payment in Payment.StreamAsync(db, run.Id)) payments.Add(payment);
        payments.Select(p => (p.EmployeeId, p.AmountMinor, p.AccountLast4)).ShouldBe([(1, 300_000, "0001"), (2, 245_000, "0002")]);
        PayAccount.Decrypt(house.Get<FieldCipher>(), Client, 2, payments[1].Account!).Number.ShouldBe("10000002");
        (await Timeline.ReadAsync(db, run.Id)).Select(e => e.Action).ShouldBe(["open", "calculate", "complete", "submit", "approve", "release"]);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Year_to_date_goes_on_from_the_last_released_payslip()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 120_000m);
        var first = await house.ReleaseAsync(await house.InReviewAsync());
        // Period 8: 20 % of 10,000 − 8,000.
        first.DeductionsMinor.ShouldBe(40_000);

        house.Clock.Set(new DateTimeOffset(2026, 12, 23, 18, 0, 0, TimeSpan.Zero));
        await house.House.SettleAsync(tick: true);
        var second = (await house.RunsAsync())[1];
        (second.State, second.PreviousRunId).ShouldBe((PayRunState.InReview, first.Id));
        // Period 9: 20 % of 20,000 − 9,000, less 400.
        second.DeductionsMinor.ShouldBe(180_000);
        var payslip = await PayslipAsync(house, second.Id, 1);
        payslip.Deductions.Single().YearToDate.ShouldBe(220_000);
        payslip.GrossPay.ShouldBe(new PayslipFigure(1_000_000, 2_000_000));
        payslip.NetPay.ShouldBe(new PayslipFigure(820_000, 1_780_000));
    }

    [Fact]
    public async Task A_run_waits_for_the_one_before_it()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 120_000m);
        await house.InReviewAsync();
        house.Clock.Set(new DateTimeOffset(2026, 12, 24, 18, 0, 0, TimeSpan.Zero));
        await house.House.SettleAsync(tick: true);
        var runs = await house.RunsAsync();
        runs[1].State.ShouldBe(PayRunState.Open);
        (await house.Get<StartCalculation>().RunAsync(Client, runs[1].Id, PayrollHouse.Preparer)).Problem!.ShouldContain("30 Nov 2026");
    }

    [Fact]
    public async Task Only_somebody_else_approves_and_a_double_click_does_no_harm()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        var run = await house.InReviewAsync();
        var approve = house.Get<ApprovePayRun>();
        (await approve.RunAsync(Client, run.Id, run.Seal!, PayrollHouse.Approver)).Problem!.ShouldContain("submitted");
        await house.SubmitAsync(run);
        await house.SubmitAsync(run);
        (await approve.RunAsync(Client, run.Id, run.Seal!, PayrollHouse.Preparer)).Problem.ShouldBe(Outcome.NotAllowed.Problem);
        var both = TestHouse.Person(1, "Pat", Kernel.Identity.Role.PayrollSpecialist, Kernel.Identity.Role.PayrollApprover);
        (await approve.RunAsync(Client, run.Id, run.Seal!, both)).Problem!.ShouldContain("Somebody else");
        (await approve.RunAsync(Client, run.Id, new string('0', 64), PayrollHouse.Approver)).Problem!.ShouldContain("no longer those");

        await house.ApproveAsync(run);
        await house.ApproveAsync(run);
        (await approve.RunAsync(Client, run.Id, run.Seal!, PayrollHouse.OtherApprover)).Problem!.ShouldContain("Ann has approved");
        (await house.CountAsync("select count(*) from payroll.pay_run_event where client_id = @Client and pay_run_id = @Id and action = 'approve'", run.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_approvers_at_once_one_approves()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        var run = await house.InReviewAsync();
        await house.SubmitAsync(run);
        var approve = house.Get<ApprovePayRun>();
        var outcomes = await Task.WhenAll(new[] { PayrollHouse.Approver, PayrollHouse.OtherApprover }.Select(a => Task.Run(() => approve.RunAsync(Client, run.Id, run.Seal!, a))));
        outcomes.Count(o => o.IsDone).ShouldBe(1);
        outcomes.Single(o => !o.IsDone).Problem!.ShouldContain("has approved this pay run already");
    }

    [Fact]
    public async Task A_late_change_voids_the_approval_until_the_run_is_calculated_again()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        house.People.Salaried(2, 36_000m);
        var run = await house.InReviewAsync();
        await house.SubmitAsync(run);

        house.Clock.Advance(TimeSpan.FromMinutes(5));
        house.People.Set(2, FactNames.AnnualSalary, "48000", new DateOnly(2026, 11, 1), house.Clock.GetUtcNow());
        await ChangedAsync(house, 2, new DateOnly(2026, 11, 1));
        var stale = await house.RunAsync(run.Id);
        (stale.State, stale.Stale, stale.SubmittedBy).ShouldBe((PayRunState.InReview, 1, null));
        (await house.Get<ApprovePayRun>().RunAsync(Client, run.Id, run.Seal!, PayrollHouse.Approver)).Problem!.ShouldContain("recalculated");
        (await house.Get<SubmitPayRun>().RunAsync(Client, run.Id, run.Seal!, PayrollHouse.Preparer)).Problem!.ShouldContain("Recalculate");

        var before = house.Pack.Calculations;
        var again = await house.AgainAsync(run.Id);
        (house.Pack.Calculations - before).ShouldBe(1);
        again.Seal.ShouldNotBe(run.Seal);
        (again.Stale, again.GrossMinor).ShouldBe((0, 700_000));
        (await house.ReleaseAsync(again)).State.ShouldBe(PayRunState.Released);
        // What is released stays as it is.
        await ChangedAsync(house, 2, new DateOnly(2026, 11, 1));
        (await house.RunAsync(run.Id)).Stale.ShouldBe(0);
    }

    [Fact]
    public async Task Blockers_say_what_is_missing_and_keep_the_run_from_being_submitted()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        house.People.Salaried(2, 36_000m);
        house.People.Set(2, "tax_code", null);
        house.People.Salaried(3, 36_000m);
        house.People.Set(3, FactNames.BankAccountNumber, null);
        house.People.Salaried(4, 36_000m);
        house.People.Set(4, "tax_code", "BAD");
        house.People.Hourly(5, 12.50m);
        house.People.Salaried(6, 0m);
        house.People.Contributions.Add(new(6, "Car", new Dictionary<string, string>(), new Dictionary<string, decimal> { ["salary_sacrifice"] = 50m }));
        var run = await house.InReviewAsync();
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        var found = await db.QueryAsync<PayRunBlocker>("select employee_id, finding_key, field, message, blocks from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id order by employee_id, finding_key", new { run.Id });
        found.Select(b => (b.EmployeeId, b.FindingKey, b.Blocks)).ShouldBe(
        [
            (2, "missing_tax_code", 1), (3, "no_bank_details", 1), (4, "not_calculable", 1), (5, "no_hours", 0), (5, "zero_net_pay", 0),
            (6, "negative_net_pay", 1), (6, "sacrifice_above_pay", 1),
        ]);
        (run.Employees, run.Payslips, run.Blockers, run.Warnings).ShouldBe((6, 4, 5, 2));
        (await house.Get<SubmitPayRun>().RunAsync(Client, run.Id, run.Seal!, PayrollHouse.Preparer)).Problem!.ShouldContain("5 blockers");

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        house.People.Set(2, "tax_code", "T1");
        house.People.Set(3, FactNames.BankAccountNumber, "10000003");
        house.People.Set(4, "tax_code", "T1");
        house.People.Contributions.Clear();
        run = await house.AgainAsync(run.Id);
        (run.Payslips, run.Blockers).ShouldBe((6, 0));
        (await house.ReleaseAsync(run)).State.ShouldBe(PayRunState.Released);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pack_that_is_not_verified_for_the_pay_date_blocks_the_run_and_says_why()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        house.Pack.Problem = "Tax year 2026-27: not yet law.";
        var run = await house.InReviewAsync();
        (run.State, run.Blockers, run.Payslips, run.Seal).ShouldBe((PayRunState.InReview, 1, 0, null));
        await using (var db = await house.Get<PayrollStore>().OpenAsync(Client))
            (await db.SingleAsync<PayRunBlocker>("select employee_id, finding_key, message, blocks from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id", new { run.Id })).Message.ShouldBe(house.Pack.Problem);
        (await house.Get<SubmitPayRun>().RunAsync(Client, run.Id, "", PayrollHouse.Preparer)).IsDone.ShouldBeFalse();

        house.Pack.Problem = null;
        run = await house.AgainAsync(run.Id);
        (run.Blockers, run.Payslips).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Every_line_explains_itself_and_a_line_that_was_tampered_with_says_so()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 120_000m, new DateOnly(2026, 11, 10));
        var run = await house.InReviewAsync();
        var explain = house.Get<ExplainLine>();
        var basic = await explain.RunAsync(Client, run.Id, 1, "regular");
        (basic!.AmountMinor, basic.Fault).ShouldBe((700_000, null));
        basic.Steps.Single().Operands.Select(o => o.Value).ShouldBe(["120000", "12", "21", "30"]);
        var levy = await explain.RunAsync(Client, run.Id, 1, "levy");
        (levy!.AmountMinor, levy.Fault, levy.Steps.Sum(s => s.Contributes)).ShouldBe((70_000, null, 700m));
        (await explain.RunAsync(Client, run.Id, 1, "nothing")).ShouldBeNull();
        (await explain.RunAsync(Client, run.Id, 2, "levy")).ShouldBeNull();

        var documents = house.Get<DocumentCipher>();
        await using (var unit = await house.Get<PayrollStore>().BeginAsync(Client))
        {
            var altered = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(await BytesAsync(house, run.Id, 1)).Replace("70000", "70100", StringComparison.Ordinal));
            var (hash, packet) = (SHA256.HashData(altered), new byte[FieldCipher.PacketLength(altered)]);
            documents.EncryptPayslip(Client, run.Id, 1, hash, altered, packet);
            await unit.ExecuteAsync("update payroll.payslip set hash = @Hash, document = @Document where client_id = @Client and pay_run_id = @Id",
                new { run.Id, Hash = hash, Document = packet });
            await unit.CommitAsync();
        }
        (await explain.RunAsync(Client, run.Id, 1, "levy"))!.Fault!.ShouldContain("differs by -100 minor units");
        (await house.VerifyAsync()).ShouldContain(f => f.Contains("employee 1: the payslip is not what its frozen inputs give."));
        (await house.VerifyAsync()).ShouldContain(f => f.Contains("the seal is not that"));
    }

    [Theory]
    [InlineData("update payroll.payslip set net_minor = net_minor + 1 where client_id = @Client and pay_run_id = @Id", "net_pay_listed")]
    [InlineData("update payroll.payment set amount_minor = amount_minor + 1 where client_id = @Client and pay_run_id = @Id", "net_pay_paid, journal_balances")]
    [InlineData("delete from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id", "everybody_once")]
    [InlineData("update payroll.pay_run_chunk set hashes = zeroblob(72) where client_id = @Client and pay_run_id = @Id", "seal")]
    public async Task A_run_that_was_altered_after_approval_is_not_released(string altering, string broken)
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        string.Join(", ", await RefusedAsync(house, await house.InReviewAsync(), altering)).ShouldBe(broken);
    }

    [Theory]
    [InlineData("update payroll.payslip set hash = zeroblob(32) where client_id = @Client and pay_run_id = @Id")]
    [InlineData("update payroll.payslip set hash = zeroblob(40) where client_id = @Client and pay_run_id = @Id")]
    [InlineData("update payroll.payslip set document = zeroblob(800) where client_id = @Client and pay_run_id = @Id")]
    [InlineData("update payroll.payslip set document = zeroblob(8) where client_id = @Client and pay_run_id = @Id")]
    public async Task A_run_with_a_payslip_that_does_not_open_is_not_released(string altering)
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        var run = await house.InReviewAsync();
        (await RefusedAsync(house, run, altering)).Intersect(["payslips_add_up", "gross_pay", "seal"]).Count().ShouldBe(3);
        (await house.VerifyAsync()).ShouldBe([Of("employee 1: what is stored does not open: it was altered or moved."), Of("stored payslips that do not open, because they were altered or moved: 1.")]);

        string Of(string fault) => $"Pay run {run.Id} of client {run.ClientId}: {fault}";
    }

    [Fact]
    public async Task A_payslip_of_an_earlier_calculation_put_back_after_approval_is_not_released()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        var run = await house.InReviewAsync();
        PayslipRow former;
        await using (var db = await house.Get<PayrollStore>().OpenAsync(Client)) former = await StoredAsync(db, run.Id, 1);
        house.People.Salaried(1, 48_000m);
        await ChangedAsync(house, 1, new DateOnly(2026, 11, 1));
        run = await house.AgainAsync(run.Id);
        run.GrossMinor.ShouldBe(400_000);
        (await RefusedAsync(house, run, "update payroll.payslip set document = @Document where client_id = @Client and pay_run_id = @Id", former.Document)).ShouldContain("seal");
        await Should.ThrowAsync<CryptographicException>(() => BytesAsync(house, run.Id, 1));
    }

    [Fact]
    public async Task A_payslip_of_a_release_that_bound_it_to_its_row_alone_opens_with_its_hash_and_no_other()
    {
        await using var house = await PayrollHouse.StartAsync();
        var document = "{}"u8.ToArray();
        // Table, run and person, as that release wrote them.
        byte[] row = [2, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 1];
        var packet = house.Get<FieldCipher>().Encrypt(Client, row, document);
        var documents = house.Get<DocumentCipher>();
        documents.DecryptPayslip(Client, 7, 1, SHA256.HashData(document), packet).ShouldBe(document);
        Should.Throw<CryptographicException>(() => documents.DecryptPayslip(Client, 7, 1, new byte[32], packet));
        Should.Throw<CryptographicException>(() => documents.DecryptPayslip(Client, 7, 2, SHA256.HashData(document), packet));
    }

    [Fact]
    public async Task Frozen_inputs_that_were_exchanged_after_the_calculation_are_found()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        var run = await house.InReviewAsync();
        (await house.VerifyAsync()).ShouldBeEmpty();
        await using (var unit = await house.Get<PayrollStore>().BeginAsync(Client))
        {
            await unit.ExecuteAsync("update payroll.pay_run_input set hash = zeroblob(32) where client_id = @Client and pay_run_id = @Id", new { run.Id });
            await unit.CommitAsync();
        }
        (await house.VerifyAsync()).ShouldContain(f => f.Contains("chunk 0 was calculated from other inputs than those that are stored."));
    }

    /// <summary>Approved, altered, due: back in review. Returns the statements of the certificate that are broken.</summary>
    private static async Task<IEnumerable<string>> RefusedAsync(PayrollHouse house, PayRun run, string altering, byte[]? document = null)
    {
        await house.SubmitAsync(run);
        await house.ApproveAsync(run);
        await using (var unit = await house.Get<PayrollStore>().BeginAsync(Client))
        {
            await unit.ExecuteAsync(altering, new { run.Id, Document = document });
            await unit.CommitAsync();
        }
        house.Clock.Set(run.ReleaseAt);
        await house.House.SettleAsync();
        (await house.RunAsync(run.Id)).State.ShouldBe(PayRunState.InReview);
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        (await Timeline.ReadAsync(db, run.Id))[^1].Reason!.ShouldContain("The certificate does not hold");
        return (await RunCertificate.FindAsync(db, run.Id))!.Broken.Select(s => s.Key);
    }

    private static async Task ChangedAsync(PayrollHouse house, long employeeId, DateOnly from)
    {
        await using var unit = await house.Get<PayrollStore>().BeginAsync(Client);
        await house.Get<StaleRuns>().HandleAsync(new EmployeeChanged(Client.Value, employeeId, 1, from, [FactNames.AnnualSalary], house.Clock.GetUtcNow()), unit, CancellationToken.None);
        await unit.CommitAsync();
    }

    private static async Task<PayslipDocument> PayslipAsync(PayrollHouse house, long runId, long employeeId) => PayslipBytes.FromBytes(await BytesAsync(house, runId, employeeId));

    private static async Task<byte[]> BytesAsync(PayrollHouse house, long runId, long employeeId)
    {
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        var stored = await StoredAsync(db, runId, employeeId);
        return house.Get<DocumentCipher>().DecryptPayslip(Client, runId, employeeId, stored.Hash, stored.Document);
    }

    private static Task<PayslipRow> StoredAsync(DbSession db, long runId, long employeeId) =>
        db.SingleAsync<PayslipRow>("select hash, document from payroll.payslip where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId", new { Id = runId, EmployeeId = employeeId });
}
