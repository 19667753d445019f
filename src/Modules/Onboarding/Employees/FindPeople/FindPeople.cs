using Bureau.Kernel.Clients;
using Bureau.Onboarding.Changes;

namespace Bureau.Onboarding.Employees.FindPeople;

/// <param name="Text">Part of a name or of a number.</param>
/// <param name="State"><c>employed</c>, <c>starting</c>, <c>left</c>; null = everybody.</param>
/// <param name="Sort"><c>name</c>, <c>number</c> or <c>started</c>; with a minus in front: descending.</param>
/// <param name="After">Sort value and id of the last row of the page before.</param>
internal sealed record PeopleQuery(string? Text, string? PayGroup, string? State, string Sort, (string Value, long Id)? After, int Take);

internal sealed class PersonRow
{
    public long Id { get; init; }
    public string Number { get; init; } = "";
    public string GivenName { get; init; } = "";
    public string FamilyName { get; init; } = "";
    public DateOnly StartDate { get; init; }
    public DateOnly? LeavingDate { get; init; }
    public string? PayGroup { get; init; }
    public string? JobTitle { get; init; }
    public long Waiting { get; init; }
    public string SortValue { get; init; } = "";

    public string Name => FamilyName.Length == 0 ? GivenName : GivenName.Length == 0 ? FamilyName : $"{FamilyName}, {GivenName}";

    public string State(DateOnly today) => LeavingDate < today ? "left" : StartDate > today ? "starting" : LeavingDate is not null ? "leaving" : "employed";
}

internal static class People
{
    private const string Filter = """
        where e.client_id = @Client
          and (@Name is null or e.sort_name like @Name escape '\' or e.number_key like @Number escape '\')
          and (@State is null
            or (@State = 'employed' and e.start_date <= @Today and (e.leaving_date is null or e.leaving_date >= @Today))
            or (@State = 'starting' and e.start_date > @Today)
            or (@State = 'left' and e.leaving_date < @Today))
          and (@PayGroup is null or @PayGroup = (
            select g.value from onboarding.employee_fact g
            where g.client_id = @Client and g.employee_id = e.id and g.field = 'pay_group' and g.effective_from <= @Today
            order by g.effective_from desc, g.recorded_at desc, g.change_id desc
            offset 0 rows fetch next 1 rows only))
        """;

    private const string Counting = "select count(*) from onboarding.employee e " + Filter;

    // Pay group and job title in force today, looked up for the rows of the page only: each order below is that of an index.
    private const string Row = """
        e.id, e.number, e.given_name, e.family_name, e.start_date, e.leaving_date,
          (select g.value from onboarding.employee_fact g
           where g.client_id = @Client and g.employee_id = e.id and g.field = 'pay_group' and g.effective_from <= @Today
           order by g.effective_from desc, g.recorded_at desc, g.change_id desc
           offset 0 rows fetch next 1 rows only) as pay_group,
          (select t.value from onboarding.employee_fact t
           where t.client_id = @Client and t.employee_id = e.id and t.field = 'job_title' and t.effective_from <= @Today
           order by t.effective_from desc, t.recorded_at desc, t.change_id desc
           offset 0 rows fetch next 1 rows only) as job_title,
          (select count(*) from onboarding.employee_change c where c.client_id = @Client and c.employee_id = e.id and c.state = 'submitted') as waiting
        from onboarding.employee e

        """ + Filter;

    private const string Page = " offset 0 rows fetch next @Take rows only";

    private const string ByName = "select e.sort_name as sort_value, " + Row
        + " and (@AfterId is null or e.sort_name > @AfterValue or (e.sort_name = @AfterValue and e.id > @AfterId)) order by e.sort_name, e.id" + Page;

    private const string ByNameDown = "select e.sort_name as sort_value, " + Row
        + " and (@AfterId is null or e.sort_name < @AfterValue or (e.sort_name = @AfterValue and e.id < @AfterId)) order by e.sort_name desc, e.id desc" + Page;

    private const string ByNumber = "select e.number_key as sort_value, " + Row + " and (@AfterId is null or e.number_key > @AfterValue) order by e.number_key" + Page;

    private const string ByNumberDown = "select e.number_key as sort_value, " + Row + " and (@AfterId is null or e.number_key < @AfterValue) order by e.number_key desc" + Page;

    private const string ByStart = "select cast(e.start_date as varchar(10)) as sort_value, " + Row
        + " and (@AfterId is null or e.start_date > @AfterValue or (e.start_date = @AfterValue and e.id > @AfterId)) order by e.start_date, e.id" + Page;

    private const string ByStartDown = "select cast(e.start_date as varchar(10)) as sort_value, " + Row
        + " and (@AfterId is null or e.start_date < @AfterValue or (e.start_date = @AfterValue and e.id < @AfterId)) order by e.start_date desc, e.id desc" + Page;

    public static async Task<(IReadOnlyList<PersonRow> Rows, long Total)> FindAsync(OnboardingStore store, Client client, PeopleQuery query, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(client.Id, ct);
        var text = query.Text?.Trim();
        var args = new
        {
            Today = client.DayAt(db.Now),
            query.PayGroup,
            query.State,
            query.Take,
            Name = string.IsNullOrEmpty(text) ? null : $"%{Escape(Starter.Fold(text))}%",
            Number = string.IsNullOrEmpty(text) ? null : $"{Escape(Starter.KeyOf(text))}%",
            AfterValue = query.After?.Value,
            AfterId = query.After?.Id,
        };
        var sql = query.Sort switch
        {
            "-name" => ByNameDown,
            "number" => ByNumber,
            "-number" => ByNumberDown,
            "started" => ByStart,
            "-started" => ByStartDown,
            _ => ByName,
        };
        var rows = await db.QueryAsync<PersonRow>(sql, args, ct);
        return (rows, await db.ScalarAsync<long>(Counting, args, ct));
    }

    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
}
