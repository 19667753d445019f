using Bureau.Payroll.Payslips;
using Bureau.Payroll.Payslips.Document;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Payroll.Tests.Payslips;

public class PayslipComparisonTests
{
    private static readonly Gen<PayslipLine> Line =
        from item in Gen.Elements("regular", "bonus", "tax", "dues")
        from label in Gen.Elements("As usual", "Another plan")
        from amount in Gen.Choose(-500_000, 500_000)
        select new PayslipLine(item, label, amount, null);

    private static readonly Gen<PayslipDocument> Payslip =
        from earnings in Line.ListOf()
        from deductions in Line.ListOf()
        from reimbursements in Line.ListOf()
        let gross = earnings.Sum(l => l.Amount)
        let taken = deductions.Sum(l => l.Amount)
        select SamplePayslips.MonthlySalary with
        {
            Earnings = [.. earnings],
            Deductions = [.. deductions],
            Reimbursements = [.. reimbursements],
            GrossPay = new(gross, gross),
            TotalDeductions = new(taken, taken),
            NetPay = new(gross - taken + reimbursements.Sum(l => l.Amount), 0),
        };

    [Fact]
    public void What_the_lines_do_to_net_pay_adds_up_to_its_difference() => Prop.ForAll(Arb.From(Gen.Two(Payslip)), pair =>
    {
        var comparison = new PayslipComparison(pair.Item1, pair.Item2);
        comparison.Tables.SelectMany(t => t.Lines).Sum(l => l.OnNet).ShouldBe(comparison.NetDifference);
        new PayslipComparison(pair.Item1, pair.Item1).Tables.SelectMany(t => t.Lines).ShouldAllBe(l => l.Difference == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_of_one_payslip_alone_is_there_with_nothing_on_the_other_side()
    {
        var before = SamplePayslips.MonthlySalary;
        var after = before with { Earnings = [.. before.Earnings, new PayslipLine("bonus", "Bonus", 500_00, 500_00)] };

        new PayslipComparison(before, after).Tables[0].Lines.Single(l => l.Item == "bonus").ShouldBe(new ComparedLine("bonus", "Bonus", null, 500_00, 1));
        new PayslipComparison(after, before).Tables.SelectMany(t => t.Lines).Single(l => l.OnNet != 0).ShouldBe(new ComparedLine("bonus", "Bonus", 500_00, null, 1));
    }

    [Fact]
    public void Another_tax_code_is_named()
    {
        var before = SamplePayslips.MonthlySalary;
        var after = before with { Employee = before.Employee with { Facts = [.. before.Employee.Facts.Select(f => f.Label == "Tax code" ? f with { Value = "BR" } : f)] } };

        new PayslipComparison(before, after).Facts.Single().ShouldSatisfyAllConditions(f => f.Label.ShouldBe("Tax code"), f => f.After.ShouldBe("BR"));
    }
}
