namespace Bureau.Payroll.PayRuns;

/// <summary>A pay run as stored. Amounts are minor units of <see cref="Currency"/>; instants are UTC.</summary>
internal sealed class PayRun
{
    public const string Regular = "regular";
    /// <summary>Pays people whom the run of a period was not to pay: held out of it, or left out.</summary>
    public const string FollowUp = "follow-up";

    /// <summary>Every column but the frame, which only the calculation reads.</summary>
    public const string Select = """
        select id, client_id, pay_group_id, calendar_id, kind, follows_run_id, frequency, period_start, period_end, pay_date, tax_year, period_number, cut_off_at, approve_by,
               release_at, state, version, stale, late, created_at, known_at, frozen, inputs_known_at, currency, pack_country, pack_version, previous_run_id, employees, payslips,
               gross_minor, deductions_minor, reimbursements_minor, net_minor, employer_cost_minor, blockers, warnings, seal, sealed_at, prepared_by,
               prepared_by_name, submitted_by, submitted_by_name, submitted_at, approved_by, approved_by_name, approved_at, released_at, closed_at
        from payroll.pay_run
        """;

    public const string SelectById = Select + " where client_id = @Client and id = @Id";

    public long Id { get; init; }
    public long ClientId { get; init; }
    public long PayGroupId { get; init; }
    public long CalendarId { get; init; }
    /// <summary><see cref="Regular"/> or <see cref="FollowUp"/>.</summary>
    public string Kind { get; init; } = "";
    /// <summary>The regular run of the same period; null for that run itself.</summary>
    public long? FollowsRunId { get; init; }
    /// <summary>The regular run of its period.</summary>
    public long PeriodRunId => FollowsRunId ?? Id;
    /// <summary>Name of a <see cref="Jurisdictions.PayFrequency"/>.</summary>
    public string Frequency { get; init; } = "";
    public DateOnly PeriodStart { get; init; }
    public DateOnly PeriodEnd { get; init; }
    public DateOnly PayDate { get; init; }
    /// <summary>Label of the tax year of the pay date, e.g. <c>2026-27</c>.</summary>
    public string TaxYear { get; init; } = "";
    public int PeriodNumber { get; init; }
    public DateTimeOffset CutOffAt { get; init; }
    public DateTimeOffset ApproveBy { get; init; }
    public DateTimeOffset ReleaseAt { get; init; }
    /// <summary>One of <see cref="PayRunState"/>.</summary>
    public string State { get; init; } = "";
    /// <summary>Counts every change of state or figures; a form carries the version that was looked at.</summary>
    public int Version { get; init; }
    /// <summary>1: something that belongs into the run became known after it was calculated. Recalculate.</summary>
    public int Stale { get; init; }
    /// <summary>1: a deadline of this run has passed unmet.</summary>
    public int Late { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>What was recorded by then went into the run.</summary>
    public DateTimeOffset? KnownAt { get; init; }
    /// <summary>1: the inputs are all copied, calculation can start or go on.</summary>
    public int Frozen { get; init; }
    /// <summary>What was recorded by then is in all the frozen inputs; null until everybody's are copied.</summary>
    public DateTimeOffset? InputsKnownAt { get; init; }
    public string Currency { get; init; } = "";
    public string PackCountry { get; init; } = "";
    public string? PackVersion { get; init; }
    /// <summary>The released run of the pay group before this one: what variances compare with.</summary>
    public long? PreviousRunId { get; init; }
    /// <summary>People whose inputs were frozen.</summary>
    public int Employees { get; init; }
    public int Payslips { get; init; }
    public long GrossMinor { get; init; }
    /// <summary>Voluntary and statutory deductions together.</summary>
    public long DeductionsMinor { get; init; }
    public long ReimbursementsMinor { get; init; }
    public long NetMinor { get; init; }
    /// <summary>Gross pay and what the employer bears on top.</summary>
    public long EmployerCostMinor { get; init; }
    /// <summary>Findings that block and are not accepted.</summary>
    public int Blockers { get; init; }
    public int Warnings { get; init; }
    /// <summary>One hash over inputs, pack version and results, hexadecimal; null until calculated.</summary>
    public string? Seal { get; init; }
    public DateTimeOffset? SealedAt { get; init; }
    public long? PreparedBy { get; init; }
    public string? PreparedByName { get; init; }
    public long? SubmittedBy { get; init; }
    public string? SubmittedByName { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public long? ApprovedBy { get; init; }
    public string? ApprovedByName { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public DateTimeOffset? ReleasedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>One entry of a run's timeline.</summary>
internal sealed class PayRunEvent
{
    public int Seq { get; init; }
    public DateTimeOffset At { get; init; }
    public long ActorId { get; init; }
    public string ActorName { get; init; } = "";
    /// <summary>Name of a <see cref="PayRunAction"/>, lower case with hyphens, or <c>stale</c>.</summary>
    public string Action { get; init; } = "";
    public string? Reason { get; init; }
}

/// <summary>Something that stands in the way of paying somebody, or should be looked at. <see cref="EmployeeId"/> 0 = the run as a whole.</summary>
internal sealed class PayRunBlocker
{
    public long EmployeeId { get; init; }
    public string FindingKey { get; init; } = "";
    /// <summary>The field that resolves it; empty when none does.</summary>
    public string Field { get; init; } = "";
    public string Message { get; init; } = "";
    public int Blocks { get; init; }
    public long? AcceptedBy { get; init; }
    public string? AcceptedByName { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public string? Reason { get; init; }
}
