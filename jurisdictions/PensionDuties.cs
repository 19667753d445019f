namespace Bureau.Jurisdictions;

/// <summary>What the law on workplace pensions asks of an employer, where it asks anything. Pure: everything it reads is in the case or given.</summary>
public interface IPensionDuties
{
    /// <summary>
    /// One person in one pay reference period, by pay, age and the pension facts of the case: membership, opt-out, postponement, and the employer's
    /// date of re-enrolment.
    /// </summary>
    PensionDuty Assess(PayCase payCase);

    /// <summary>Last day to which enrolment may be put off that was due on a day.</summary>
    DateOnly LatestPostponement(DateOnly dueOn);

    /// <summary>Days on which somebody who was enrolled may opt out and gets everything back.</summary>
    /// <param name="memberFrom">First day of membership.</param>
    /// <param name="informedOn">Day on which the person was told of the enrolment.</param>
    PensionOptOut OptOut(DateOnly memberFrom, DateOnly informedOn);

    /// <summary>How what was withheld is given back after an opt-out; null where nothing is.</summary>
    /// <param name="scheme">How contributions were taken, a value of the field <c>pension_scheme</c>.</param>
    PensionRefund? Refund(string scheme);

    /// <summary>First and last day on which the next re-enrolment may be held.</summary>
    /// <param name="last">Day of the last re-enrolment, or on which the employer's duties began.</param>
    (DateOnly First, DateOnly Last) NextReenrolment(DateOnly last);
}

public enum PensionAction
{
    /// <summary>Nothing has to be done.</summary>
    None,
    /// <summary>The person must be told of the right to join or to opt in; nobody is enrolled.</summary>
    Inform,
    /// <summary>The person must be enrolled, or enrolment postponed where that is still allowed.</summary>
    Enrol,
    /// <summary>The person left or opted out before and must be enrolled again. Cannot be postponed.</summary>
    Reenrol,
}

/// <param name="Worker">Category of the person in the law's words, e.g. <c>eligible jobholder</c>; empty where it cannot be told.</param>
/// <param name="On">First day of membership, or day from which the right exists; null where nothing has to be done.</param>
/// <param name="By">Last day on which the action is in time.</param>
/// <param name="Why">What it follows from, in words.</param>
public sealed record PensionDuty(string Worker, PensionAction Action, DateOnly? On, DateOnly? By, string Why, Source Source);

/// <param name="From">First day on which an opt-out counts.</param>
/// <param name="Until">Last day.</param>
/// <param name="MonthsToRefund">Contributions are given back within so many months of the opt-out.</param>
public sealed record PensionOptOut(DateOnly From, DateOnly Until, int MonthsToRefund, Source Source);

/// <param name="Line">Line of the payslip that the contributions stand in.</param>
/// <param name="Item">Pay item that gives them back; it counts as the contributions did, the other way round.</param>
public sealed record PensionRefund(string Line, string Item);
