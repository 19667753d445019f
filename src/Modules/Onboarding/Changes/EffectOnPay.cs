using System.Globalization;
using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <summary>Asks what a change would do to the person's pay. Model of <c>_EffectOnPay.cshtml</c> is the answer.</summary>
internal sealed class EffectOnPay(IPayForecasts forecasts)
{
    /// <param name="history">Without the change.</param>
    /// <param name="values">Values that it sets, by field.</param>
    public Task<PayForecast> OfAsync(Client client, Employee employee, FactHistory history, DateOnly effectiveFrom, IReadOnlyDictionary<string, string?> values, CancellationToken ct)
    {
        var known = new EmployeeForPay(employee.Id, employee.Number, employee.Name, employee.StartDate, employee.LeavingDate, history.AsKnown());
        var leaves = values.ContainsKey(FactNames.LeavingDate);
        var changed = known with
        {
            LeavingDate = leaves ? Day(values[FactNames.LeavingDate]) : known.LeavingDate,
            Facts = [.. known.Facts.Where(f => !(values.ContainsKey(f.Field) && f.EffectiveFrom == From(f.Field))).Concat(values.Select(v => new DatedFact(v.Key, From(v.Key), v.Value)))
                .OrderBy(f => f.Field, StringComparer.Ordinal).ThenBy(f => f.EffectiveFrom)],
        };
        // Somebody who leaves later or earlier is paid differently from the earlier of the two days on.
        var first = leaves && employee.LeavingDate is { } last && last < effectiveFrom ? last : effectiveFrom;
        return forecasts.OfChangeAsync(client, known, changed, leaves && changed.LeavingDate is null ? employee.LeavingDate ?? first : first, ct);

        DateOnly From(string field) => field == FactNames.LeavingDate ? employee.StartDate : effectiveFrom;
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
