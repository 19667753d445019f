namespace Bureau.Payroll.PayRuns;

/// <summary>What became of something that a person asked for.</summary>
/// <param name="Problem">Null when it is done; else why not and what to do, in words.</param>
internal readonly record struct Outcome(string? Problem)
{
    public static readonly Outcome Done = new(null);

    public bool IsDone => Problem is null;

    public static Outcome Refused(string problem) => new(problem);

    public static readonly Outcome NotFound = new("There is no such pay run.");

    public static readonly Outcome NotAllowed = new("You may not do this for this client.");

    /// <summary>For a guarded statement that hit nothing although the run looked right when read: somebody was faster.</summary>
    public static readonly Outcome Changed = new("The pay run changed while you were looking at it. Look at it again before you go on.");
}
