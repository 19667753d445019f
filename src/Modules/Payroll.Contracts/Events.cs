using Bureau.Kernel.Outbox;

namespace Bureau.Payroll.Contracts;

/// <summary>A pay run was released: its figures are final and published.</summary>
/// <param name="Country">Rule pack that it was calculated with.</param>
/// <param name="LineTotals">Minor units by line of the pack, e.g. <c>income_tax</c>; and <c>gross_pay</c>, <c>net_pay</c>.</param>
/// <param name="Employer">Employer fields of the pack as frozen in the run, e.g. <c>paye_reference</c>.</param>
[EventName("payroll.pay-run-released")]
public sealed record PayRunReleased(
    long ClientId, long PayRunId, long PayGroupId, long LegalEntityId, string Country, string Currency, DateOnly PayDate, int Payslips,
    IReadOnlyDictionary<string, long> LineTotals, IReadOnlyDictionary<string, string> Employer, string Seal);

/// <summary>A pay run was calculated and can be reviewed; it may be calculated again.</summary>
[EventName("payroll.pay-run-calculated")]
public sealed record PayRunCalculated(long ClientId, long PayRunId, string Country);
