using System.Text;
using Bureau.Payroll.Payslips.Document;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Payroll.Tests.Payslips;

public class PayslipDocumentTests
{
    public static TheoryData<string> Samples => [.. SamplePayslips.All.Select(sample => sample.Name)];

    private static PayslipDocument Sample(string name) => SamplePayslips.All.Single(sample => sample.Name == name).Payslip;

    [Theory, MemberData(nameof(Samples))]
    public void Says_in_text_what_was_approved(string name) =>
        PayslipText.Render(Sample(name)).ShouldMatchApproved(c => c.SubFolder("Approved").WithDiscriminator(name).WithFilenameGenerator((_, discriminator, type, extension) => $"payslip{discriminator}.{type}.{extension}").NoDiff());

    [Theory, MemberData(nameof(Samples))]
    public void Adds_up(string name) => Sample(name).WhyItDoesNotAdd().ShouldBeNull();

    [Fact]
    public void Says_which_figures_do_not_add_up()
    {
        var payslip = SamplePayslips.MonthlySalary;
        (payslip with { GrossPay = new(400_001, 0) }).WhyItDoesNotAdd().ShouldBe("Earnings differ from gross pay by -0.01.");
        (payslip with { TotalDeductions = new(109_256, 0) }).WhyItDoesNotAdd().ShouldBe("Deductions differ from their total by 0.01.");
        (payslip with { NetPay = new(290_742, 0) }).WhyItDoesNotAdd().ShouldBe("Gross pay less deductions plus reimbursements differs from net pay by 0.01.");
        (payslip with { Payments = [new("BACS", "4321", 90_743)] }).WhyItDoesNotAdd().ShouldBe("Payments differ from net pay by -2,000.00.");
    }

    [Fact]
    public void Canonical_bytes_stay_what_they_are() =>
        Encoding.UTF8.GetString(SamplePayslips.WeeklyHourly.ToBytes()).ShouldMatchApproved(c => c.SubFolder("Approved").WithFilenameGenerator((_, _, type, _) => $"payslip-bytes.{type}.json").NoDiff());

    [Fact]
    public void A_typical_payslip_of_twelve_lines_stays_below_1200_bytes()
    {
        var payslip = SamplePayslips.MonthlySalary;
        (payslip.Earnings.Count + payslip.Deductions.Count + payslip.EmployerCosts.Count + payslip.Bases.Count).ShouldBe(11);
        (payslip with { Message = null, Employee = payslip.Employee with { Address = [] }, Reimbursements = [new("mileage", "Mileage", 10_530, 31_590)] }).ToBytes().Length.ShouldBeLessThan(1200);
    }

    [Fact]
    public void Comes_back_from_its_bytes_as_it_was() =>
        Prop.ForAll(RandomPayslips.Arbitrary, payslip =>
        {
            var bytes = payslip.ToBytes();
            var back = PayslipBytes.FromBytes(bytes);
            back.ShouldBeEquivalentTo(payslip);
            back.ToBytes().ShouldBe(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Trailing_zeros_of_a_number_do_not_change_the_bytes() =>
        WithUnits(37.50m, 12.990m).ToBytes().ShouldBe(WithUnits(37.5m, 12.99m).ToBytes());

    private static PayslipDocument WithUnits(decimal units, decimal rate) =>
        SamplePayslips.WeeklyHourly with { Earnings = [new("basic_hours", "Basic hours", 48_713, null) { Units = units, Rate = rate }] };

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("")]
    public void Bytes_that_are_no_payslip_are_refused(string text) =>
        Should.Throw<FormatException>(() => PayslipBytes.FromBytes(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_newer_version_or_an_unknown_property_is_refused_rather_than_shown_in_part()
    {
        var text = Encoding.UTF8.GetString(SamplePayslips.MonthlySalary.ToBytes());
        Should.Throw<FormatException>(() => PayslipBytes.FromBytes(Encoding.UTF8.GetBytes(text.Replace("{\"v\":1,", "{\"v\":2,")))).Message.ShouldContain("version 2");
        Should.Throw<FormatException>(() => PayslipBytes.FromBytes(Encoding.UTF8.GetBytes(text.Replace("\"seal\":", "\"stamp\":")))).Message.ShouldContain("stamp");
    }
}
