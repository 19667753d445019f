using Bureau.Jurisdictions;
using Bureau.Payroll.Calculation;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>Figures of the tax year that must stay apart, from payslip to payslip.</summary>
public class YearToDatePartsTests
{
    private static readonly IRulePack Pack = RulePacks.For("GB");

    private static (PayslipCalculator Calculator, byte[] Balances) Paid(int month, string letter, byte[]? before)
    {
        var calculator = new PayslipCalculator(new RunFrame
        {
            Country = "GB",
            PackVersion = Pack.Version,
            Currency = "GBP",
            Frequency = "Monthly",
            PeriodStart = new(2026, month, 1),
            PeriodEnd = new(2026, month, 28),
            PayDate = new(2026, month, 28),
            TaxYear = "2026-27",
            PeriodNumber = month - 3,
            LegalEntityId = 1,
            EmployerName = "Harbour & Vale Ltd",
            EmployerAddress = [],
            EmployerFields = [],
        }, Pack);
        var input = new FrozenInput { EmployeeId = 1, Number = "1", Name = "Ana Silva", Method = "BACS" };
        input.Fields.Add(new("tax_code", "1257L"));
        input.Fields.Add(new("ni_category", letter));
        input.Pay.Add(new("regular", "Basic pay", 4000_00));
        if (before is not null) input.Before.Lines.AddRange(BalancesFormat.FromBytes(before).Lines);
        var payslip = calculator.Calculate(FrozenInputFormat.ToBytes(input));
        payslip.IsPayable.ShouldBeTrue();
        return (calculator, payslip.Balances.ToArray());
    }

    private static decimal Of(byte[] balances, string name) => BalancesFormat.FromBytes(balances).Lines.Single(l => l.Key == name).Value;

    [Fact]
    public void A_letter_keeps_its_year_to_date_when_it_changes_and_comes_back()
    {
        var april = Paid(4, "M", null);
        var may = Paid(5, "M", april.Balances);
        may.Calculator.PayCase.YearToDateParts.ShouldBeEmpty();
        Of(may.Balances, "employee_nic.M").ShouldBe(472.32m);

        var june = Paid(6, "A", may.Balances);
        june.Calculator.PayCase.YearToDate[Pack.Lines.Ordinal("employee_nic")].ShouldBe(472.32m);
        june.Calculator.PayCase.YearToDateParts.ShouldHaveSingleItem().Key.ShouldBe("M");

        var july = Paid(7, "A", june.Balances);
        july.Calculator.PayCase.YearToDateParts.Select(p => p.Key).ShouldBe(["M", "A"]);
        (Of(july.Balances, "employee_nic.M"), Of(july.Balances, "employee_nic.A")).ShouldBe((472.32m, 472.32m));
        Of(july.Balances, "taxable_pay").ShouldBe(16_000);

        var august = Paid(8, "M", july.Balances);
        (Of(august.Balances, "niable_pay.M"), Of(august.Balances, "niable_pay.A")).ShouldBe((12_000m, 8_000m));
        Pack.FiguresFor("fps", august.Calculator.PayCase, august.Calculator.Result).Select(f => $"{f.Name} {f.Value}")
            .ShouldContain("NIlettersAndValues[2]/GrossEarningsForNICsYTD 8000.00");
    }

    [Fact]
    public void Figures_without_a_letter_are_of_the_present_one()
    {
        var balances = new Balances();
        balances.Lines.Add(new("niable_pay", 20_000));

        Of(Paid(6, "A", BalancesFormat.ToBytes(balances)).Balances, "niable_pay.A").ShouldBe(24_000);
    }
}
