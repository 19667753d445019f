using Bureau.Jurisdictions;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Journals;

namespace Bureau.Payroll.Tests.Runs;

public class JournalTests
{
    [Fact]
    public void What_was_not_withheld_after_all_lowers_what_is_owed_for_its_item()
    {
        TotalRow[] totals =
        [
            new() { Line = "regular", Kind = nameof(PayItemKind.Earning), AmountMinor = 1_000_00 },
            new() { Line = "retirement_401k", Kind = nameof(PayItemKind.Deduction), AmountMinor = 500_00 },
            new() { Line = "retirement_401k_not_taken", Kind = nameof(LineKind.EmployeeDeduction), AmountMinor = -200_00 },
            new() { Line = "federal_income_tax", Kind = nameof(LineKind.EmployeeDeduction), AmountMinor = 60_00 },
        ];

        Journal.Of(totals, 640_00, RulePacks.For("US")).Select(l => (l.Account, l.Label, l.DebitMinor, l.CreditMinor)).ShouldBe(
            [("gross-pay", "Gross pay", 1_000_00, 0), ("owed:IRS", "Owed to IRS", 0, 60_00), ("withheld:retirement_401k", "401(k)", 0, 300_00), ("net-pay", "Net pay", 0, 640_00)]);
    }
}
