using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
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

    // Who is on the page is found in the index of each order alone; the rest is read of them only.
    private const string Row = """
        select p.sort_value, e.id, e.number, e.given_name, e.family_name, e.start_date, e.leaving_date,
          (select g.value from onboarding.employee_fact g
           where g.client_id = @Client and g.employee_id = e.id and g.field = 'pay_group' and g.effective_from <= @Today
           order by g.effective_from desc, g.recorded_at desc, g.change_id desc
           offset 0 rows fetch next 1 rows only) as pay_group,
          (select t.value from onboarding.employee_fact t
           where t.client_id = @Client and t.employee_id = e.id and t.field = 'job_title' and t.effective_from <= @Today
           order by t.effective_from desc, t.recorded_at desc, t.change_id desc
           offset 0 rows fetch next 1 rows only) as job_title,
          (select count(*) from onboarding.employee_change c where c.client_id = @Client and c.employee_id = e.id and c.state = 'submitted') as waiting
        from (
        """;

    private const string OfPage = """
         offset 0 rows fetch next @Take rows only) p
        join onboarding.employee e on e.client_id = @Client and e.id = p.id
        order by p.sort_value
        """;

    private const string ByName = Row + "select e.sort_name as sort_value, e.id from onboarding.employee e " + Filter
        + " and (@AfterId is null or e.sort_name > @AfterValue or (e.sort_name = @AfterValue and e.id > @AfterId)) order by e.sort_name, e.id" + OfPage + ", p.id";

    private const string ByNameDown = Row + "select e.sort_name as sort_value, e.id from onboarding.employee e " + Filter
        + " and (@AfterId is null or e.sort_name < @AfterValue or (e.sort_name = @AfterValue and e.id < @AfterId)) order by e.sort_name desc, e.id desc" + OfPage + " desc, p.id desc";

    private const string ByNumber = Row + "select e.number_key as sort_value, e.id from onboarding.employee e " + Filter
        + " and (@AfterId is null or e.number_key > @AfterValue) order by e.number_key" + OfPage;

    private const string ByNumberDown = Row + "select e.number_key as sort_value, e.id from onboarding.employee e " + Filter
        + " and (@AfterId is null or e.number_key < @AfterValue) order by e.number_key desc" + OfPage + " desc";

    private const string ByStart = Row + "select cast(e.start_date as varchar(10)) as sort_value, e.id from onboarding.employee e " + Filter
        + " and (@AfterId is null or e.start_date > @AfterValue or (e.start_date = @AfterValue and e.id > @AfterId)) order by e.start_date, e.id" + OfPage + ", p.id";

    private const string ByStartDown = Row + "select cast(e.start_date as varchar(10)) as sort_value, e.id from onboarding.employee e " + Filter
        + " and (@AfterId is null or e.start_date < @AfterValue or (e.start_date = @AfterValue and e.id < @AfterId)) order by e.start_date desc, e.id desc" + OfPage + " desc, p.id desc";

    public static Task<IReadOnlyList<PersonRow>> FindAsync(DbSession db, Client client, PeopleQuery query, CancellationToken ct) =>
        db.QueryAsync<PersonRow>(query.Sort switch
        {
            "-name" => ByNameDown,
            "number" => ByNumber,
            "-number" => ByNumberDown,
            "started" => ByStart,
            "-started" => ByStartDown,
            _ => ByName,
        }, Args(db, client, query), ct);

    /// <summary>How many match, on whichever page.</summary>
    public static Task<long> CountAsync(DbSession db, Client client, PeopleQuery query, CancellationToken ct) => db.ScalarAsync<long>(Counting, Args(db, client, query), ct);

    private static object Args(DbSession db, Client client, PeopleQuery query)
    {
        var text = query.Text?.Trim();
        return new
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
    }

    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
}
