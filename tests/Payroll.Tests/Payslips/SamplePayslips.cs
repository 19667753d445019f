using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Tests.Payslips;

/// <summary>Payslips of invented people whose figures add up; one for each thing that a layout can get wrong.</summary>
internal static class SamplePayslips
{
    public static IEnumerable<(string Name, PayslipDocument Payslip)> All =>
    [
        ("monthly-salary", MonthlySalary),
        ("weekly-hourly", WeeklyHourly),
        ("refund-loan-benefit-expenses", RefundLoanBenefitExpenses),
        ("names-beyond-ascii", NamesBeyondAscii),
        ("many-lines", ManyLines),
    ];

    public static PayslipDocument MonthlySalary { get; } = new()
    {
        Currency = "GBP",
        Employer = new("Harbour & Finch Ltd", ["18 Quay Street", "Bristol", "BS1 4QA"], [new("PAYE reference", "120/HF4471")]),
        Employee = new("Maya Okafor", "1042")
        {
            Address = ["7 Larkspur Close", "Bath", "BA2 3TT"],
            Department = "Finance",
            CostCentre = "4100",
            Facts = [new("National Insurance number", "QQ 12 34 56 C"), new("Tax code", "1257L"), new("NI category", "A")],
        },
        Period = new(new(2026, 11, 1), new(2026, 11, 30), 8, "Monthly", "2026-27"),
        PayDate = new(2026, 11, 27),
        Payments = [new("BACS", "4321", 290_743)],
        Earnings = [new("salary", "Salary", 375_000, 3_000_000), new("car_allowance", "Car allowance", 25_000, 200_000)],
        Deductions =
        [
            new("income_tax", "Income tax (PAYE)", 54_040, 432_320) { Kind = DeductionKind.Variable },
            new("employee_ni", "National Insurance", 23_617, 188_936) { Kind = DeductionKind.Variable },
            new("pension_employee", "Workplace pension", 25_000, 200_000) { Kind = DeductionKind.Variable },
            new("cycle_scheme", "Cycle to work", 6_600, 52_800) { Kind = DeductionKind.Fixed },
        ],
        EmployerCosts = [new("employer_ni", "Employer National Insurance", 53_750, 430_000), new("pension_employer", "Employer pension", 20_000, 160_000)],
        Bases = [new("taxable_pay", "Taxable pay", 375_000, 3_000_000), new("niable_pay", "Pay subject to NI", 400_000, 3_200_000), new("pensionable_pay", "Pensionable pay", 400_000, 3_200_000)],
        GrossPay = new(400_000, 3_200_000),
        TotalDeductions = new(109_257, 874_056),
        NetPay = new(290_743, 2_325_944),
        Message = "Pay in December is brought forward: payslips on 18 December, money in the bank on 21 December.",
        Seal = "3f9a77c102be9d1048ac55d0e7716bb2fe094c1286d3ab907715c0ffee21d3a4",
    };

    public static PayslipDocument WeeklyHourly { get; } = new()
    {
        Currency = "GBP",
        Employer = new("Brightwater Care Services Limited", ["Unit 4, Mill Lane", "Leeds LS11 5QP"], [new("PAYE reference", "083/BW902")]),
        Employee = new("Tom Ashdown", "W-0077")
        {
            Department = "Night team",
            Facts = [new("National Insurance number", "QQ 65 43 21 A"), new("Tax code", "1257L W1"), new("NI category", "A")],
        },
        Period = new(new(2026, 11, 9), new(2026, 11, 15), 33, "Weekly", "2026-27"),
        PayDate = new(2026, 11, 20),
        Payments = [new("BACS", "9008", 50_000), new("Cheque", null, 7_094)],
        Earnings =
        [
            new("basic_hours", "Basic hours", 48_713, 1_607_512) { Units = 37.5m, Rate = 12.99m },
            new("overtime_150", "Overtime at time and a half", 11_691, 99_373) { Units = 6m, Rate = 19.485m },
            new("night_premium", "Night premium", 2_138, 70_537) { Units = 14.25m, Rate = 1.5m },
            new("holiday_pay", "Holiday pay", 5_196, 41_568) { Units = 4m, Rate = 12.99m },
        ],
        Deductions =
        [
            new("income_tax", "Income tax (PAYE)", 8_700, 250_140) { Kind = DeductionKind.Variable },
            new("employee_ni", "National Insurance", 1_944, 69_890) { Kind = DeductionKind.Variable },
        ],
        EmployerCosts = [new("employer_ni", "Employer National Insurance", 8_720, 226_010)],
        Bases = [new("taxable_pay", "Taxable pay", 67_738, 1_818_990), new("niable_pay", "Pay subject to NI", 67_738, 1_818_990)],
        Hours = [new("Basic and holiday", 41.5m), new("Overtime", 6m)],
        GrossPay = new(67_738, 1_818_990),
        TotalDeductions = new(10_644, 320_030),
        NetPay = new(57_094, 1_498_960),
        Seal = "b04e19d27755aa01c9f3e0d8812b6a47",
    };

    public static PayslipDocument RefundLoanBenefitExpenses { get; } = new()
    {
        Currency = "GBP",
        Employer = new("O’Leary, Brandt & Søn Partnership LLP", ["The Old Exchange", "3 St Mary’s Square", "Norwich NR2 1AB"], [new("PAYE reference", "531/OB22"), new("Accounts Office reference", "531PX00123456")]),
        Employee = new("Zoë Müller-Çelik", "20017")
        {
            Department = "Client advisory",
            CostCentre = "CC-880-N",
            Facts = [new("National Insurance number", "QQ 11 22 33 B"), new("Tax code", "K120"), new("NI category", "A"), new("Student loan", "Plan 2, postgraduate")],
        },
        Period = new(new(2026, 7, 6), new(2026, 8, 5), 4, "Monthly", "2026-27"),
        PayDate = new(2026, 7, 31),
        Payments = [new("Faster Payments", "0199", 376_480)],
        Earnings =
        [
            new("salary", "Salary", 458_333, 1_833_332),
            new("pension_sacrifice", "Pension by salary sacrifice", -22_917, -91_668),
            new("bonus", "Bonus for the half year", 50_000, 50_000),
        ],
        Deductions =
        [
            new("income_tax", "Income tax (PAYE) refund", -4_210, 301_200) { Kind = DeductionKind.Variable },
            new("employee_ni", "National Insurance", 27_250, 104_500) { Kind = DeductionKind.Variable },
            new("student_loan", "Student loan, plan 2", 22_300, 81_700) { Kind = DeductionKind.Variable },
            new("postgraduate_loan", "Postgraduate loan", 18_600, 68_000) { Kind = DeductionKind.Variable },
            new("attachment", "Attachment of earnings order AEO 5521/26 and administration charge", 60_100, 120_200) { Kind = DeductionKind.Variable },
            new("union", "Union subscription", 1_596, 6_384) { Kind = DeductionKind.Fixed },
        ],
        Reimbursements = [new("mileage", "Mileage, 234 miles at 45p", 10_530, 31_590), new("expenses", "Train and hotel", 6_170, 6_170)],
        BenefitsInKind = [new("car_benefit", "Company car", 41_250, 165_000), new("medical", "Private medical insurance", 6_375, 25_500)],
        EmployerCosts = [new("employer_ni", "Employer National Insurance", 66_560, 255_020), new("pension_employer", "Employer pension", 45_834, 183_332)],
        Bases = [new("taxable_pay", "Taxable pay", 533_041, 1_982_164), new("niable_pay", "Pay subject to NI", 485_416, 1_791_664)],
        GrossPay = new(485_416, 1_791_664),
        TotalDeductions = new(125_636, 681_984),
        NetPay = new(376_480, 1_147_440),
        Message = "Your tax code changed to K120 on 3 July.\nThe refund above is the difference for April to June.",
        Seal = "77aa00c1f2e3d4b5968778695a4b3c2d",
    };

    public static PayslipDocument NamesBeyondAscii { get; } = MonthlySalary with
    {
        Currency = "EUR",
        Employer = new("Αθηναϊκή Ναυτιλία Α.Ε.", ["Ακτή Μιαούλη 15", "185 35 Πειραιάς"], [new("ΑΦΜ", "EL 094 000 000")]),
        Employee = new("Nguyễn Thị Ánh Đào", "№ 88")
        {
            Address = ["ul. Świętokrzyska 31/33a", "00-001 Łódź"],
            Department = "Бухгалтерия",
            Facts = [new("Tax code", "Ćwiczenie-Żółć")],
        },
        Message = "Dziękujemy za wspaniały rok. Ευχαριστούμε! Cảm ơn bạn.",
    };

    public static PayslipDocument ManyLines { get; } = MonthlySalary with
    {
        Earnings = [.. Enumerable.Range(1, 70).Select(i => new PayslipLine($"shift_{i}", $"Shift {i:00} at the northern depot", 5_000 + i, 40_000 + i) { Units = 4.25m, Rate = 11.7765m })],
        Deductions =
        [
            .. MonthlySalary.Deductions,
            .. Enumerable.Range(1, 26).Select(i => new PayslipLine($"advance_{i}", $"Repayment of advance {i:00}", 100, 800) { Kind = DeductionKind.Fixed }),
        ],
        Payments = [new("BACS", "4321", 240_628)],
        GrossPay = new(352_485, 2_802_485),
        TotalDeductions = new(111_857, 894_856),
        NetPay = new(240_628, 1_907_629),
    };
}
