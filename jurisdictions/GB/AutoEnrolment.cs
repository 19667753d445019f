using static Bureau.Jurisdictions.GB.Explain;

namespace Bureau.Jurisdictions.GB;

/// <summary>Pensions Act 2008, part 1, and the Automatic Enrolment Regulations 2010: who must be enrolled, and on what terms, judged each pay reference period.</summary>
/// <param name="figures">Figures of a day's tax year; null where they are not known.</param>
internal sealed class AutoEnrolment(Func<DateOnly, YearTables?> figures) : IPensionDuties
{
    private static readonly Source Act = new("Pensions Act 2008, part 1", "https://www.legislation.gov.uk/ukpga/2008/30/part/1");
    private static readonly Source Regulations = new("Occupational and Personal Pension Schemes (Automatic Enrolment) Regulations 2010", "https://www.legislation.gov.uk/uksi/2010/772");

    /// <remarks>Earnings are those of the pay reference period; age counts on its last day (sections 1, 3 and 15).</remarks>
    public PensionDuty Assess(PayCase pay)
    {
        if (Given.Date(pay, EmployeeFields.DateOfBirth) is not { } born) return new("", PensionAction.None, null, null, "The date of birth is not known.", Act);
        if (figures(pay.PayDate) is not { } year) return new("", PensionAction.None, null, null, $"There are no figures for {pay.PayDate:yyyy-MM-dd}.", Act);

        var (first, last) = pay.PeriodEnd == default ? (pay.PayDate, pay.PayDate) : (pay.PeriodStart, pay.PeriodEnd);
        var age = Ages.On(born, last);
        if (age is < 16 or >= 75) return new("", PensionAction.None, null, null, "Under 16, or 75 or older: no duty.", Act);

        var (lower, trigger) = (year.QualifyingEarnings[(int)pay.Frequency].Lower.Value, year.QualifyingEarnings[(int)pay.Frequency].Trigger.Value);
        var earnings = Earnings.Of(pay).Pensionable;
        var ofAge = age >= 22 && last < Ages.StatePensionDate(born);
        var worker = earnings <= lower ? "entitled worker" : ofAge && earnings > trigger ? "eligible jobholder" : "non-eligible jobholder";
        if (!string.IsNullOrEmpty(pay.Fields[EmployeeFields.PensionScheme])) return new(worker, PensionAction.None, null, null, "Is a member.", Act);

        var began = Latest(first, Given.Date(pay, EmployeeFields.StartDate));
        return worker switch
        {
            "eligible jobholder" => Enrolment(pay, Latest(began, born.AddYears(22)), last, $"Aged 22 or over, under State Pension age, and earning more than {Pounds(trigger)} in the period."),
            "non-eligible jobholder" => new(worker, PensionAction.Inform, began, WithinSixWeeks(began), "Need not be enrolled, but may opt in with employer contributions and must be told so.", Act),
            _ => new(worker, PensionAction.Inform, began, WithinSixWeeks(began), $"Earns no more than {Pounds(lower)} in the period, the lower limit of qualifying earnings; may ask to join a scheme, without a right to employer contributions.", Act),
        };
    }

    /// <summary>Any day of the three months after that on which enrolment was due (section 4).</summary>
    public DateOnly LatestPostponement(DateOnly dueOn) => dueOn.AddMonths(3);

    /// <summary>One month from the later of membership and information; the refund within a month of the notice (section 8; regulations 9 and 11).</summary>
    public PensionOptOut OptOut(DateOnly memberFrom, DateOnly informedOn)
    {
        var from = memberFrom > informedOn ? memberFrom : informedOn;
        return new(from, from.AddMonths(1).AddDays(-1), 1, Regulations);
    }

    public PensionRefund? Refund(string scheme) => scheme switch
    {
        "net_pay" => new("employee_pension", "pension_refund_taxed"),
        "relief_at_source" => new("employee_pension", "pension_refund"),
        "salary_sacrifice" => new("pension_sacrifice", "pension_refund_sacrifice"),
        _ => null,
    };

    /// <summary>A day of the employer's choice from three months before to three months after the third anniversary (section 5; regulation 12).</summary>
    public (DateOnly First, DateOnly Last) NextReenrolment(DateOnly last)
    {
        var anniversary = last.AddYears(3);
        return (anniversary.AddMonths(-3), anniversary.AddMonths(3).AddDays(-1));
    }

    /// <summary>What is to be looked at before paying.</summary>
    public void Check(PayCase pay, YearTables year, ICollection<Finding> findings)
    {
        if (!string.IsNullOrEmpty(pay.Fields[EmployeeFields.PensionScheme]))
        {
            if (BelowMinimum(pay, year) is { } finding) findings.Add(finding);
            return;
        }

        var duty = Assess(pay);
        switch (duty.Action)
        {
            case PensionAction.Enrol or PensionAction.Reenrol:
                findings.Add(new("pension_must_enrol", "pension_scheme",
                    $"Eligible jobholder. {duty.Why} Enrol in the pension scheme from {duty.On:yyyy-MM-dd}, by {duty.By:yyyy-MM-dd}{(duty.Action == PensionAction.Enrol ? ", postpone, or record the opt-out" : "; this cannot be postponed")}.", Blocks: false));
                break;
            case PensionAction.Inform:
                findings.Add(new(duty.Worker == "entitled worker" ? "pension_may_join" : "pension_may_opt_in", "pension_scheme", $"{char.ToUpperInvariant(duty.Worker[0])}{duty.Worker[1..]}: {char.ToLowerInvariant(duty.Why[0])}{duty.Why[1..]}", Blocks: false));
                break;
        }
    }

    private static PensionDuty Enrolment(PayCase pay, DateOnly dueOn, DateOnly last, string why)
    {
        const string eligible = "eligible jobholder";
        if (Given.Date(pay, EmployeeFields.PensionOptOutDate) is { } optedOut) return Reenrolment(pay, optedOut, dueOn, last, why);
        // On the deferral date the person is judged anew.
        if (Given.Date(pay, EmployeeFields.PensionPostponedUntil) is { } until)
            return until > last
                ? new(eligible, PensionAction.None, null, null, $"{why} Postponed until {until:yyyy-MM-dd}.", Act)
                : Due(PensionAction.Enrol, Latest(dueOn, until), why);
        return Due(PensionAction.Enrol, dueOn, why);
    }

    /// <summary>
    /// Who opted out or left stays out until the employer's re-enrolment, and even then where it was less than twelve months before (regulation 14:
    /// then the employer may, but need not). Where that day is not known: no later than three years after.
    /// </summary>
    private static PensionDuty Reenrolment(PayCase pay, DateOnly optedOut, DateOnly dueOn, DateOnly last, string why)
    {
        const string eligible = "eligible jobholder";
        if (Employer(pay) is not { } day)
            return last < optedOut.AddYears(3)
                ? new(eligible, PensionAction.None, null, null, $"{why} Opted out on {optedOut:yyyy-MM-dd}.", Act)
                : Due(PensionAction.Reenrol, Latest(dueOn, optedOut.AddYears(3)), $"{why} Opted out three years ago or more.");
        if (day > last || dueOn > WithinSixWeeks(day) || optedOut > day)
            return new(eligible, PensionAction.None, null, null, $"{why} Opted out on {optedOut:yyyy-MM-dd}; re-enrolment is on {day:yyyy-MM-dd}.", Act);
        return optedOut > day.AddMonths(-12)
            ? new(eligible, PensionAction.None, null, null, $"{why} Opted out on {optedOut:yyyy-MM-dd}, less than twelve months before re-enrolment on {day:yyyy-MM-dd}: need not be enrolled again.", Regulations)
            : Due(PensionAction.Reenrol, day, $"{why} Opted out on {optedOut:yyyy-MM-dd}; re-enrolment is on {day:yyyy-MM-dd}.");
    }

    private static PensionDuty Due(PensionAction action, DateOnly on, string why) => new("eligible jobholder", action, on, WithinSixWeeks(on), why, Act);

    private static DateOnly? Employer(PayCase pay) =>
        IsoDate.TryParse(pay.Employer[EmployerFields.PensionReenrolmentDate], out var date) ? date : null;

    private static DateOnly Latest(DateOnly a, DateOnly? b) => b > a ? b.Value : a;

    /// <summary>Last day of the six weeks that begin with a day (regulations 7, 17 and 21).</summary>
    private static DateOnly WithinSixWeeks(DateOnly from) => from.AddDays(41);

    /// <remarks>
    /// Schemes on basic pay or all earnings qualify by certificate with a total of their own (Automatic Enrolment Regulations 2010, regulation 32E). That basic
    /// pay makes up 85 % of earnings is judged over the whole scheme, not here.
    /// </remarks>
    private static Finding? BelowMinimum(PayCase pay, YearTables year)
    {
        var (least, earnings) = pay.Fields[EmployeeFields.PensionEarningsBasis] switch
        {
            "basic" => (year.PensionMinimumOnBasicPay.Value, "basic pay"),
            "total" => (year.PensionMinimumOnAllEarnings.Value, "all earnings"),
            _ => (year.PensionMinimumTotalRate.Value, "qualifying earnings"),
        };
        var employer = Given.Number(pay, EmployeeFields.PensionEmployerRate, 0.03m);
        var total = employer + Given.Number(pay, EmployeeFields.PensionEmployeeRate, 0.05m);
        return employer >= year.PensionMinimumEmployerRate.Value && total >= least
            ? null
            : new("pension_below_minimum", "pension_employer_rate",
                $"Contributions of {Percent(total)}, of which {Percent(employer)} by the employer, are below the minimum for automatic enrolment: {Percent(least)} and {Percent(year.PensionMinimumEmployerRate.Value)} of {earnings}.", Blocks: false);
    }
}
