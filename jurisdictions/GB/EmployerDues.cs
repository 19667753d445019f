using System.Globalization;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>What the employer owes HMRC for the tax year to the end of a tax month, and what it may keep. Figures of a month are the difference of two.</summary>
/// <param name="figures">Values in force on the pay date.</param>
/// <param name="employer">Facts of the employer by field name.</param>
/// <param name="paid">The tax year to the end of that month.</param>
internal sealed class EmployerDues(ParameterTable figures, DateOnly payDate, IReadOnlyDictionary<string, string> employer, EmployerPay paid)
{
    private static readonly (string Line, string Element)[] Recoverable =
    [
        ("statutory_maternity_pay", "SMP"), ("statutory_paternity_pay", "SPP"), ("statutory_adoption_pay", "SAP"),
        ("statutory_shared_parental_pay", "ShPP"), ("statutory_parental_bereavement_pay", "SPBP"), ("statutory_neonatal_care_pay", "SNCP"),
    ];

    private static readonly string[] s_loans = ["student_loan", "postgraduate_loan"], s_contributions = ["employee_nic", "employer_nic"];

    private readonly int _taxMonth = Calendar.TaxMonthOf(payDate);

    /// <summary>Elements of HMRC's schema (RTI EmployerPaymentSummary), in its order.</summary>
    public IEnumerable<ReportFigure> EmployerPaymentSummary()
    {
        yield return Text("EmpAllceInd", Yes("employment_allowance") ? "yes" : "no", "Employment Allowance indicator");
        if (Recoverable.Any(r => Sum(r.Line) > 0))
        {
            yield return Text("RecoverableAmountsYTD/TaxMonth", _taxMonth.ToString(CultureInfo.InvariantCulture), "Tax month");
            foreach (var (line, element) in Recoverable)
                if (Sum(line) > 0) yield return Money($"RecoverableAmountsYTD/{element}Recovered", Recovered(line), $"{element} recovered, year to date");
            foreach (var (line, element) in Recoverable)
                if (Compensation(line) > 0) yield return Money($"RecoverableAmountsYTD/NICCompensationOn{element}", Compensation(line), $"NIC compensation on {element}, year to date");
        }

        if (Levy() > 0)
        {
            yield return Money("ApprenticeshipLevy/LevyDueYTD", Levy(), "Apprenticeship Levy due, year to date");
            yield return Text("ApprenticeshipLevy/TaxMonth", _taxMonth.ToString(CultureInfo.InvariantCulture), "Tax month");
            yield return Money("ApprenticeshipLevy/AnnualAllce", LevyAllowance(), "Annual allowance amount");
        }

        yield return Text("RelatedTaxYear", Calendar.TaxYearOf(payDate).Label[2..], "Related tax year");
    }

    /// <summary>Employer Payment Record (P32), year to date, and what is due for the tax month or quarter.</summary>
    public IEnumerable<ReportFigure> PaymentRecord()
    {
        yield return Money("IncomeTax", Sum("income_tax"), "Income tax") with { Lines = ["income_tax"] };
        yield return Money("StudentLoanDeductions", s_loans.Sum(Sum), "Student and postgraduate loan deductions") with { Lines = s_loans };
        yield return Money("GrossNationalInsurance", s_contributions.Sum(Sum), "Gross National Insurance, employee and employer") with { Lines = s_contributions };
        if (Sum("employer_class_1a") != 0) yield return Money("Class1AOnTerminationAwards", Sum("employer_class_1a"), "Class 1A National Insurance on termination awards") with { Lines = ["employer_class_1a"] };
        yield return Money("StatutoryPayRecovered", RecoveredOfAll(), "Statutory pay recovered and NIC compensation");
        yield return Money("EmploymentAllowance", Allowance(), "Employment Allowance used");
        yield return Money("ApprenticeshipLevy", Levy(), "Apprenticeship Levy");
        yield return Money("TotalAmountDue", Total(), "Total amount due, year to date");
        yield return Money("AmountDue", Total() - DueBefore(), $"Amount due for this tax {(Quarterly ? "quarter" : "month")}") with { IsDue = true };
    }

    private bool Quarterly => employer.GetValueOrDefault("hmrc_payment_frequency") == "quarterly";

    private decimal Total() => Sum("income_tax") + s_loans.Sum(Sum) + s_contributions.Sum(Sum) + Sum("employer_class_1a") - RecoveredOfAll() - Allowance() + Levy();

    /// <summary>What was due to the end of the tax month or quarter before.</summary>
    private decimal DueBefore()
    {
        var month = Calendar.TaxMonthStart(payDate);
        var start = Quarterly ? month.AddMonths(-((_taxMonth - 1) % 3)) : month;
        var before = new EmployerDues(figures, start.AddDays(-1), employer, paid with { Runs = [.. paid.Runs.Where(r => r.PayDate < start)] });
        return start == Calendar.TaxYearOf(payDate).Start ? 0 : before.Total();
    }

    private decimal RecoveredOfAll() => Recoverable.Sum(r => Recovered(r.Line) + Compensation(r.Line));

    private decimal Allowance() => Yes("employment_allowance") ? Math.Min(figures.Amount("ni_employment_allowance").Value, Math.Max(0, Sum("employer_nic"))) : 0;

    /// <summary>P11D(b): class 1A on benefits of the tax year, whether on forms P11D or taxed through the payroll.</summary>
    public IEnumerable<ReportFigure> BenefitsReturn()
    {
        var (onForms, payrolled, rate) = (Number("p11d_benefits", whenAbsent: 0), Sum("payrolled_benefits"), figures.Amount("ni_class_1a_rate").Value);
        yield return Money("BenefitsOnP11D", onForms, "Benefits on forms P11D that are liable to class 1A");
        yield return Money("PayrolledBenefits", payrolled, "Benefits taxed through the payroll") with { Lines = ["payrolled_benefits"] };
        yield return Money("TotalBenefits", onForms + payrolled, "Total benefits liable to class 1A");
        yield return Text("Class1ARate", rate.ToString(CultureInfo.InvariantCulture), "Class 1A rate");
        yield return Money("Class1ANICsPayable", NearestPenny((onForms + payrolled) * rate), "Class 1A National Insurance payable");
    }

    /// <summary>92 %, or everything where Small Employers' Relief applies.</summary>
    private decimal Recovered(string line) => Yes("small_employers_relief") ? Sum(line) : NearestPenny(Sum(line) * figures.Amount("statutory_pay_recovery_standard").Value);

    /// <summary>With Small Employers' Relief, what is paid on top of the statutory pay itself.</summary>
    private decimal Compensation(string line) => Yes("small_employers_relief") ? NearestPenny(Sum(line) * (figures.Amount("statutory_pay_recovery_small_employer").Value - 1)) : 0;

    /// <summary>The pay bill is all earnings subject to employer's class 1, those below the threshold included (ALM09200 and its guidance).</summary>
    private decimal Levy() => DownToPenny(Math.Max(0, Sum("niable_pay") * figures.Amount("apprenticeship_levy_rate").Value - LevyAllowance() * _taxMonth / 12));

    private decimal LevyAllowance() => figures.Amount("apprenticeship_levy_allowance").Value * Number("apprenticeship_levy_allowance_share", whenAbsent: 1);

    private decimal Number(string field, decimal whenAbsent) =>
        employer.TryGetValue(field, out var text) && text.Length > 0 ? decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture) : whenAbsent;

    private bool Yes(string field) => employer.TryGetValue(field, out var value) && value == "true";

    private decimal Sum(string line) => paid.Sum(line);

    private static ReportFigure Money(string name, decimal amount, string label) => new(name, amount.ToString("0.00", CultureInfo.InvariantCulture), label);

    private static ReportFigure Text(string name, string value, string label) => new(name, value, label);
}
