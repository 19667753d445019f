using Bureau.Kernel.Data;

namespace Bureau.Benefits.Duties;

/// <summary>What the law asked for about one person, and what became of it.</summary>
internal sealed class PensionDutyRow
{
    public const string Inform = "inform", Enrol = "enrol", Reenrol = "reenrol";
    public const string Enrolled = "enrolled", Postponed = "postponed";

    public long Id { get; init; }
    public long EmployeeId { get; init; }
    public long PayRunId { get; init; }
    /// <summary>Category of the person in the law's words.</summary>
    public string Worker { get; init; } = "";
    /// <summary><see cref="Inform"/>, <see cref="Enrol"/> or <see cref="Reenrol"/>.</summary>
    public string Action { get; init; } = "";
    /// <summary>First day of membership, or day from which the right exists.</summary>
    public DateOnly DueOn { get; init; }
    /// <summary>Last day on which it is in time.</summary>
    public DateOnly DueBy { get; init; }
    public string Why { get; init; } = "";
    public string Law { get; init; } = "";
    public string? LawHref { get; init; }
    /// <summary><see cref="Enrolled"/>, <see cref="Postponed"/>; null = told only, or nobody has enrolled the person yet.</summary>
    public string? Outcome { get; init; }
    public DateOnly? PostponedUntil { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    /// <summary>Day on which the person was told.</summary>
    public DateOnly? ToldOn { get; init; }
    public string? ToldByName { get; init; }

    /// <summary>The person must be enrolled and is not.</summary>
    public bool AwaitsEnrolment => Action != Inform && Outcome is null;

    public bool IsOpen => AwaitsEnrolment || ToldOn is null;

    /// <summary>In the order in which they were found.</summary>
    public static Task<IReadOnlyList<PensionDutyRow>> ListAsync(DbSession db, long? employeeId = null, CancellationToken ct = default) =>
        db.QueryAsync<PensionDutyRow>("""
            select id, employee_id, pay_run_id, worker, action, due_on, due_by, why, law, law_href, outcome, postponed_until, recorded_at, told_on, told_by_name
            from benefits.pension_duty
            where client_id = @Client and (@EmployeeId is null or employee_id = @EmployeeId)
            order by id
            """, new { EmployeeId = employeeId }, ct);
}

/// <summary>How a client follows the law: in which plan people are enrolled, after how many months.</summary>
internal sealed class AutomaticEnrolment
{
    /// <summary>Null = nobody is enrolled by themselves; what has to be done is only shown.</summary>
    public long? PlanId { get; init; }
    public int PostponeMonths { get; init; }

    public static async Task<AutomaticEnrolment> ReadAsync(DbSession db, CancellationToken ct = default) =>
        (await db.QueryAsync<AutomaticEnrolment>("""
            select plan_id, postpone_months from benefits.automatic_enrolment
            where client_id = @Client
            order by id desc
            offset 0 rows fetch next 1 rows only
            """, ct: ct)).SingleOrDefault() ?? new AutomaticEnrolment();
}
