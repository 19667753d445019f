using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>How the people of a run are sliced. The seal does not depend on it.</summary>
internal static class Chunks
{
    /// <summary>Large enough that a commit to disk weighs little, small enough that a restart loses little and memory stays bounded.</summary>
    public const int Size = 500;

    /// <summary>
    /// Slices of the people, ascending. Slices of an earlier calculation keep their bounds, so that those which nobody entered, left or changed in stay done.
    /// </summary>
    /// <param name="before">Slices of the earlier calculation by number; those with somebody changed or gone are pending already.</param>
    public static List<ChunkRow> Layout(PayRun run, IReadOnlyList<long> employeeIds, IReadOnlyList<ChunkRow> before)
    {
        var kept = new List<ChunkRow>();
        var at = 0;
        for (var i = 0; i < before.Count && at < employeeIds.Count; i++)
        {
            var start = at;
            while (at < employeeIds.Count && (i + 1 == before.Count || employeeIds[at] < before[i + 1].FirstEmployeeId)) at++;
            if (at == start) continue;
            if (at - start > 2 * Size) return Afresh(run, employeeIds);
            var done = before[i].State == ChunkRow.DoneState && before[i].People == at - start;
            kept.Add(Row(run, kept.Count, employeeIds[start], employeeIds[at - 1], at - start, done ? before[i] : null));
        }
        return before.Count == 0 ? Afresh(run, employeeIds) : kept;
    }

    private static List<ChunkRow> Afresh(PayRun run, IReadOnlyList<long> ids)
    {
        var chunks = new List<ChunkRow>();
        for (var start = 0; start < ids.Count; start += Size)
        {
            var people = Math.Min(Size, ids.Count - start);
            chunks.Add(Row(run, chunks.Count, ids[start], ids[start + people - 1], people, null));
        }
        return chunks;
    }

    private static ChunkRow Row(PayRun run, int no, long first, long last, int people, ChunkRow? done) => new()
    {
        ClientId = run.ClientId,
        PayRunId = run.Id,
        ChunkNo = no,
        FirstEmployeeId = first,
        LastEmployeeId = last,
        People = people,
        State = done is null ? ChunkRow.Pending : ChunkRow.DoneState,
        Totals = done?.Totals,
        Hashes = done?.Hashes,
    };
}
