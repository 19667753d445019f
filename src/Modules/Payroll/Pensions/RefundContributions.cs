using Bureau.Benefits.Contracts;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Pensions;

/// <summary>After an opt-out, what released payslips withheld since the first day of membership goes into the next run as a pay item.</summary>
internal sealed class RefundContributions(FollowBenefits follow, EnterPayInputs enter, PackSource packs, DocumentCipher documents) : IHandle<PensionOptedOut>
{
    public async Task HandleAsync(PensionOptedOut happened, UnitOfWork unit, CancellationToken ct)
    {
        // First, so that no run with contributions in it is released between the sum and the end of the transaction.
        await follow.MarkAsync(unit, [happened.EmployeeId], happened.MemberFrom, happened.RecordedAt, ct);
        var released = await unit.QueryAsync<Row>("""
            select r.id, r.pack_country, r.pay_group_id, p.hash, p.document
            from payroll.payslip p
            join payroll.pay_run r on r.client_id = p.client_id and r.id = p.pay_run_id
            where p.client_id = @Client and p.employee_id = @EmployeeId and r.state in ('released', 'closed') and r.period_end >= @MemberFrom
            order by r.pay_date, r.id
            """, new { happened.EmployeeId, happened.MemberFrom }, ct);
        if (released.Count == 0 || packs(released[^1].PackCountry) is not { PensionDuties: { } law } pack || law.Refund(happened.Scheme) is not { } refund) return;
        var minor = released.Sum(r => PayslipBytes.FromBytes(documents.DecryptPayslip(unit.Client, r.Id, happened.EmployeeId, r.Hash, r.Document)).AmountOf(refund.Line));
        if (minor == 0) return;

        var next = await unit.QueryAsync<long>("""
            select id from payroll.pay_run
            where client_id = @Client and pay_group_id = @PayGroupId and kind = 'regular' and state in ('scheduled', 'open', 'calculating', 'in-review', 'submitted', 'approved')
            order by pay_date, id
            offset 0 rows fetch next 1 rows only
            """, new { released[^1].PayGroupId }, ct);
        if (next.Count == 0) throw new InvalidOperationException($"Employee {happened.EmployeeId} is owed contributions, and no run of the pay group is planned.");
        var entry = new PayInputEntry(pack.PayItems[refund.Item], null, null, minor, "Opted out of the pension");
        if ((await enter.AddAsync(unit, Actor.System, next[0], [new NewPayInput(happened.EmployeeId, entry)], "refund", EnterPayInputs.Refund, ct)).Problem is { } problem) throw new InvalidOperationException(problem);
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public string PackCountry { get; init; } = "";
        public long PayGroupId { get; init; }
        public byte[] Hash { get; init; } = [];
        public byte[] Document { get; init; } = [];
    }
}
