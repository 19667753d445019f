using System.Globalization;
using System.Text.Json;

namespace Bureau.Jurisdictions;

/// <summary>A legal value together with what to cite for it.</summary>
public readonly record struct Figure(decimal Value, ParameterUse Use);

/// <summary>
/// The values in force on one day. Rates are enacted year by year, so a value counts only within the tax year in which it begins:
/// nothing is carried over silently from an earlier year.
/// </summary>
public sealed class ParameterTable
{
    private readonly Dictionary<string, (Parameter Parameter, DateOnly From, string Value)> _inForce = new(StringComparer.Ordinal);
    private readonly List<string> _unusable = [];
    private readonly DateOnly _day;

    /// <param name="parameters">All dated parameters of a pack.</param>
    /// <param name="yearStart">First day of the tax year that holds <paramref name="day"/>.</param>
    public ParameterTable(IEnumerable<Parameter> parameters, DateOnly yearStart, DateOnly day)
    {
        _day = day;
        foreach (var parameter in parameters)
            foreach (var (from, value) in parameter.Values)
                if (from >= yearStart && from <= day && (!_inForce.TryGetValue(parameter.Name, out var known) || known.From < from))
                    _inForce[parameter.Name] = (parameter, from, value);
    }

    /// <summary>What was asked for and is draft or forecast, in words. Empty = every value may be used to pay.</summary>
    public IReadOnlyList<string> NotEnacted => _unusable;

    public bool Has(string name) => _inForce.ContainsKey(name);

    public Figure Amount(string name)
    {
        var (value, use) = Use(name);
        return new(decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture), use);
    }

    /// <summary>A value that is a table, as JSON.</summary>
    public (JsonElement Value, ParameterUse Use) Json(string name)
    {
        var (value, use) = Use(name);
        using var document = JsonDocument.Parse(value);
        return (document.RootElement.Clone(), use);
    }

    /// <exception cref="RulePackException">No value in force.</exception>
    private (string Value, ParameterUse Use) Use(string name)
    {
        if (!_inForce.TryGetValue(name, out var found))
            throw new RulePackException("pay_date", $"There is no value of '{name}' for {_day:yyyy-MM-dd}.");
        if (found.Parameter.Status != "enacted") _unusable.Add($"{name} is {found.Parameter.Status}");
        return (found.Value, new ParameterUse(name, found.Value, found.Parameter.Unit, found.From, found.Parameter.CitationOf(found.From)));
    }
}
