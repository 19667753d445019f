using Bureau.Payroll.Payslips.Document;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Payroll.Tests.Payslips;

/// <summary>Payslips of any content, sensible or not, for round trips and for layouts that must never fail.</summary>
internal static class RandomPayslips
{
    private static readonly Gen<string> s_text = Gen.Elements(
        "", "Salary", "a \"quoted\" \\ name", "tab\tand\nbreak", "(brackets))", "Zoë", "Łódź", "Nguyễn", "Ω", "Ж", "王", "😀", "محمد", "e\u0301\u0323", "€ 5", "–", "\u0001",
        new string('x', 300), "a long label that has to be broken over a number of lines because no column is as wide as that");

    // Numbers and places under which people are known are short; a box that says twenty of them still fits the page.
    private static readonly Gen<string> s_short = Gen.Elements("", "1257L W1", "QQ 12 34 56 C", "PAYE reference", "18 Quay Street", "Łódź", "(A)");

    private static readonly Gen<long> s_amount = Gen.OneOf(
        Gen.Choose(-1_000_000, 1_000_000).Select(i => (long)i), Gen.Elements(0L, 700_000_000_000_000_000, -700_000_000_000_000_000));

    private static readonly Gen<decimal?> s_decimal = Gen.OneOf(
        Gen.Constant((decimal?)null), Gen.Choose(-10_000_000, 10_000_000).Select(i => (decimal?)(i / 10_000m)));

    private static readonly Gen<DateOnly> s_date = Gen.Choose(0, 20_000).Select(days => new DateOnly(1990, 1, 1).AddDays(days));

    private static readonly Gen<PayslipLine> s_line =
        from item in s_text
        from label in s_text
        from amount in s_amount
        from yearToDate in Gen.OneOf(Gen.Constant((long?)null), s_amount.Select(a => (long?)a))
        from units in s_decimal
        from rate in s_decimal
        from kind in Gen.Elements(DeductionKind.Unmarked, DeductionKind.Fixed, DeductionKind.Variable)
        select new PayslipLine(item, label, amount, yearToDate) { Units = units, Rate = rate, Kind = kind };

    private static readonly Gen<PayslipFigure> s_figure = from amount in s_amount from yearToDate in s_amount select new PayslipFigure(amount, yearToDate);

    private static readonly Gen<PayslipFact> s_fact = from label in s_short from value in s_short select new PayslipFact(label, value);

    // What is empty is left out of the bytes, so an optional text comes back as null.
    private static readonly Gen<string?> s_optional = s_text.Select(text => text.Length == 0 ? null : text);

    private static readonly Gen<PayslipEmployee> s_employee =
        from name in s_text
        from number in s_short
        from address in Few(s_short)
        from department in s_optional
        from costCentre in s_optional
        from facts in Few(s_fact)
        select new PayslipEmployee(name, number) { Address = address, Department = department, CostCentre = costCentre, Facts = facts };

    private static readonly Gen<PayslipPeriod> s_period =
        from start in s_date
        from end in s_date
        from number in Gen.Choose(1, 53)
        from frequency in s_short
        from taxYear in s_short
        select new PayslipPeriod(start, end, number, frequency, taxYear);

    private static readonly Gen<PayslipPayment> s_payment =
        from method in s_short
        from ending in Gen.Elements(null, "4321")
        from amount in s_amount
        select new PayslipPayment(method, ending, amount);

    private static readonly Gen<PayslipHours> s_hours = from label in s_text from hours in s_decimal select new PayslipHours(label, hours ?? 0);

    private static readonly Gen<PayslipDocument> s_payslip =
        from digits in Gen.Choose(0, 4)
        from employerName in s_text
        from employerAddress in Few(s_text)
        from references in Few(s_fact)
        from employee in s_employee
        from period in s_period
        from payDate in s_date
        from payments in Few(s_payment)
        from lines in Gen.ArrayOf(Few(s_line), 6)
        from hours in Few(s_hours)
        from figures in Gen.ArrayOf(s_figure, 3)
        from message in s_optional
        from seal in Gen.Elements(null, "ab", "3f9a77c102be9d1048ac55d0e7716bb2")
        select new PayslipDocument
        {
            Currency = "XTS",
            CurrencyDigits = digits,
            Employer = new(employerName, employerAddress, references),
            Employee = employee,
            Period = period,
            PayDate = payDate,
            Payments = payments,
            Earnings = lines[0],
            Deductions = lines[1],
            Reimbursements = lines[2],
            BenefitsInKind = lines[3],
            EmployerCosts = lines[4],
            Bases = lines[5],
            Hours = hours,
            GrossPay = figures[0],
            TotalDeductions = figures[1],
            NetPay = figures[2],
            Message = message,
            Seal = seal,
        };

    public static Arbitrary<PayslipDocument> Arbitrary { get; } = Arb.From(s_payslip);

    private static Gen<T[]> Few<T>(Gen<T> items) => Gen.Choose(0, 12).SelectMany(count => Gen.ArrayOf(items, count));
}
