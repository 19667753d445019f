using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Compliance.RulePackRegistry;

[Needs(CompliancePermissions.ViewRulePacks)]
internal sealed class OneRulePackModel : PageModel
{
    public IRulePack Pack { get; private set; } = null!;

    public string? Query { get; private set; }

    public string? Status { get; private set; }

    public string? OnText { get; private set; }

    public IReadOnlyList<string> Statuses { get; private set; } = [];

    public IReadOnlyList<(Parameter Parameter, DateOnly From, string Value)> Values { get; private set; } = [];

    public IActionResult OnGet(string country, string? q, string? status, string? on, string? format)
    {
        if (RulePacks.All.FirstOrDefault(p => p.Country == country) is not { } pack) return NotFound();
        Pack = pack;
        (Query, Status, OnText) = (q?.Trim(), string.IsNullOrEmpty(status) ? null : status, on);
        Statuses = [.. pack.Parameters.Select(p => p.Status).Distinct().Order(StringComparer.Ordinal)];
        DateOnly? day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed) ? typed : null;
        Values =
        [
            .. from parameter in pack.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal)
               where (Status is null || parameter.Status == Status) && Matches(parameter)
               from value in day is { } d ? parameter.Values.Where(v => v.From <= d).TakeLast(1) : parameter.Values.Reverse()
               select (parameter, value.From, value.Value),
        ];
        return format == "csv"
            ? CsvExport.File($"rule-pack-{pack.Country}-parameters.csv", ["parameter", "description", "from", "value", "unit", "status", "source", "verified_on", "evidence"],
                Values.Select(v => new object?[] { v.Parameter.Name, v.Parameter.Description, v.From, v.Value, v.Parameter.Unit, v.Parameter.Status, string.Join("; ", v.Parameter.Sources.Select(s => s.Title)), v.Parameter.VerifiedOn, v.Parameter.Evidence }))
            : Page();
    }

    private bool Matches(Parameter parameter) =>
        string.IsNullOrEmpty(Query) || parameter.Name.Contains(Query, StringComparison.OrdinalIgnoreCase) || parameter.Description.Contains(Query, StringComparison.OrdinalIgnoreCase);
}
