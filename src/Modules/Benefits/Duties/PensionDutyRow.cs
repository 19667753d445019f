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

    /// <summary>Of everybody, in the order in which they were found.</summary>
    public static Task<IReadOnlyList<PensionDutyRow>> AllAsync(DbSession db, CancellationToken ct = default) =>
        db.QueryAsync<PensionDutyRow>("""
            select id, employee_id, pay_run_id, worker, action, due_on, due_by, why, law, law_href, outcome, postponed_until, recorded_at, told_on, told_by_name
            from benefits.pension_duty
            where client_id = @Client
            order by id
            """, ct: ct);

    /// <summary>In the order in which they were found.</summary>
    public static Task<IReadOnlyList<PensionDutyRow>> OfPersonAsync(DbSession db, long employeeId, CancellationToken ct = default) =>
        db.QueryAsync<PensionDutyRow>("""
            select id, employee_id, pay_run_id, worker, action, due_on, due_by, why, law, law_href, outcome, postponed_until, recorded_at, told_on, told_by_name
            from benefits.pension_duty
            where client_id = @Client and employee_id = @EmployeeId
            order by id
            """, new { EmployeeId = employeeId }, ct);

    /// <summary>The most urgent first.</summary>
    /// <param name="all">Those that are done as well.</param>
    public static Task<IReadOnlyList<PensionDutyRow>> FirstAsync(DbSession db, bool all, int take, CancellationToken ct = default) =>
        db.QueryAsync<PensionDutyRow>("""
            select id, employee_id, pay_run_id, worker, action, due_on, due_by, why, law, law_href, outcome, postponed_until, recorded_at, told_on, told_by_name
            from benefits.pension_duty
            where client_id = @Client and (@All = 1 or told_on is null or (action <> 'inform' and outcome is null))
            order by due_by, id
            offset 0 rows fetch next @Take rows only
            """, new { All = all ? 1 : 0, Take = take }, ct);

    public static async Task<DutyCounts> CountAsync(DbSession db, CancellationToken ct = default) =>
        await db.SingleAsync<DutyCounts>("""
            select count(*) as found,
              coalesce(sum(case when action <> 'inform' and outcome is null then 1 else 0 end), 0) as to_enrol,
              min(case when action <> 'inform' and outcome is null then due_by end) as enrol_by,
              coalesce(sum(case when told_on is null and (action = 'inform' or outcome is not null) then 1 else 0 end), 0) as to_tell,
              min(case when told_on is null and (action = 'inform' or outcome is not null) then due_by end) as tell_by
            from benefits.pension_duty
            where client_id = @Client
            """, ct: ct);
}

/// <summary>How many duties a client has, and how many of them wait for what, the most urgent by when.</summary>
internal sealed class DutyCounts
{
    public int Found { get; init; }
    public int ToEnrol { get; init; }
    public DateOnly? EnrolBy { get; init; }
    public int ToTell { get; init; }
    public DateOnly? TellBy { get; init; }

    public int Open => ToEnrol + ToTell;
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
