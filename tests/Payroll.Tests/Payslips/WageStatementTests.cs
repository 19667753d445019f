using Bureau.Jurisdictions;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Payslips.Document;
using Bureau.Payroll.Payslips.Pdf;

namespace Bureau.Payroll.Tests.Payslips;

/// <summary>What the law of two states wants on a wage statement, of payslips made by the rule pack.</summary>
public class WageStatementTests
{
    private static readonly IRulePack Pack = RulePacks.For("US");

    /// <summary>Labor Code 226(a), items (1) to (9), and 246(i).</summary>
    [Theory]
    [InlineData("(1) gross wages", "Gross pay 2,640.00")]
    [InlineData("(2) total hours worked", "Total 84.00 hours")]
    [InlineData("(4) all deductions", "Total deductions")]
    [InlineData("(5) net wages", "NET PAY $")]
    [InlineData("(6) inclusive dates of the period", "Pay period Oct 25, 2026 to Nov 7, 2026")]
    [InlineData("(7) name and last four of the social security number", "Rosa Delgado")]
    [InlineData("(7) name and last four of the social security number", "Social Security number •••• 6789")]
    [InlineData("(8) name and address of the employer", "Larkspur Instruments Inc.")]
    [InlineData("(8) name and address of the employer", "63 Flushing Avenue, Brooklyn NY 11205")]
    [InlineData("(9) hourly rates with their hours", "Regular wages 80.00 30.00 2,400.00")]
    [InlineData("(9) hourly rates with their hours", "half 4.00 45.00 180.00")]
    // 84 hours ÷ 30 are 2.80; 10 were brought, 2 are taken.
    [InlineData("246(i) paid sick leave available", "Paid sick leave 10.80 hours available (accrued 2.80, taken 2.00)")]
    public void California(string demanded, string said) => Said(Californian()).ShouldContain(said, customMessage: demanded);

    /// <summary>Labor Law 195.3.</summary>
    [Theory]
    [InlineData("dates of work", "Pay period Oct 25, 2026 to Nov 7, 2026")]
    [InlineData("name of the employee", "Hannah Sorensen")]
    [InlineData("name of the employer", "Larkspur Instruments Inc.")]
    [InlineData("address of the employer", "63 Flushing Avenue, Brooklyn NY 11205")]
    [InlineData("telephone of the employer", "Telephone: 718-555-0142")]
    [InlineData("rate of pay and its basis", "Rate of pay 126,000.00 a year, salary")]
    [InlineData("gross wages", "Gross pay 4,846.15")]
    [InlineData("deductions", "New York paid family leave")]
    [InlineData("net wages", "NET PAY $")]
    public void NewYork(string demanded, string said) => Said(Statement("Hannah Sorensen", "NY", new FrozenPay("regular", "Regular wages", 4_846_15, Parts: [new(new(2026, 10, 25), new(2026, 11, 7), 126_000, 14, 4_846_15)]))).ShouldContain(said, customMessage: demanded);

    [Fact]
    public void Time_off_is_no_hour_of_work() => Californian().Hours.Select(h => $"{h.Label} {h.Hours}").ShouldBe(["Regular wages 80", "Overtime at time and a half 4", "Total 84"]);

    [Fact]
    public void Is_printed_on_letter_paper()
    {
        var payslip = Californian();

        PayslipBytes.FromBytes(payslip.ToBytes()).ToBytes().ShouldBe(payslip.ToBytes());
        new PdfReader(PayslipPdf.Render(payslip)).Objects.ShouldContain(o => o.Contains("/MediaBox[0 0 612 792]", StringComparison.Ordinal));
    }

    private static PayslipDocument Californian() => Statement("Rosa Delgado", "CA",
        new("regular", "Regular wages", 2_400_00, 80, 30), new("overtime", "Overtime at time and a half", 180_00, 4, 45), new("sick_pay", "Sick pay", 60_00, 2, 30));

    [Fact]
    public void What_was_paid_and_withheld_earlier_in_the_year_stands_there_with_its_year_to_date()
    {
        var statement = Statement("Rosa Delgado", "TX", [new("regular", "Regular wages", 2_400_00)], [new("regular", 9_000_00), new("bonus", 500_00), new("union_dues", 40_00)]);

        statement.Earnings.Select(e => (e.Item, e.Amount, e.YearToDate)).ShouldBe([("regular", 2_400_00L, (long?)11_400_00), ("bonus", 0, 500_00)]);
        statement.Deductions.Single(d => d.Item == "union_dues").ShouldSatisfyAllConditions(d => d.Amount.ShouldBe(0), d => d.YearToDate.ShouldBe(40_00));
    }

    /// <summary>The text with each run of spaces as one.</summary>
    private static string Said(PayslipDocument payslip) => string.Join('\n', PayslipText.Render(payslip).Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    private static PayslipDocument Statement(string name, string state, params FrozenPay[] pay) => Statement(name, state, pay, []);

    private static PayslipDocument Statement(string name, string state, FrozenPay[] pay, KeyValuePair<string, long>[] before)
    {
        var calculator = new PayslipCalculator(new RunFrame
        {
            Country = "US",
            PackVersion = Pack.Version,
            Currency = "USD",
            Frequency = "Fortnightly",
            PeriodStart = new(2026, 10, 25),
            PeriodEnd = new(2026, 11, 7),
            PayDate = new(2026, 11, 13),
            TaxYear = "2026",
            PeriodNumber = 23,
            LegalEntityId = 1,
            EmployerName = "Larkspur Instruments Inc.",
            EmployerAddress = ["63 Flushing Avenue", "Brooklyn NY 11205"],
            EmployerFields = new() { ["ein"] = "47-3086215", ["phone"] = "718-555-0142" },
        }, Pack);
        var input = new FrozenInput { EmployeeId = 1, Number = "L011", Name = name, Method = "Direct deposit" };
        foreach (var (field, value) in new[] { ("filing_status", "single"), ("work_state", state), ("residence_state", state), ("ssn", "123-45-6789"), ("sick_leave_brought", "10") })
            input.Fields.Add(new(field, value));
        input.Pay.AddRange(pay);
        input.Before.Items.AddRange(before);
        var payslip = calculator.Calculate(FrozenInputFormat.ToBytes(input));
        payslip.IsPayable.ShouldBeTrue();
        return PayslipBytes.FromBytes(payslip.Document);
    }
}
