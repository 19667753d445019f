using System.Globalization;
using System.Text.Json;

namespace Bureau.Jurisdictions;

/// <summary>A legal value together with what to cite for it.</summary>
public readonly record struct Figure(decimal Value, ParameterUse Use);

/// <summary>
/// The values in force on one day. A value counts from the day on which it begins, but not before the first day given: where rates are
/// enacted year by year, nothing is carried over silently from an earlier year. A value of <c>null</c> ends the one before it.
/// </summary>
public sealed class ParameterTable
{
    private readonly Dictionary<string, (Parameter Parameter, DateOnly From, string Value)> _inForce = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateOnly> _changes = new(StringComparer.Ordinal);
    private readonly List<string> _unusable = [];
    private readonly DateOnly _day;

    /// <param name="parameters">All dated parameters of a pack.</param>
    /// <param name="earliest">Values that begin before this day do not count: the first day of the tax year that holds <paramref name="day"/>, or none.</param>
    public ParameterTable(IEnumerable<Parameter> parameters, DateOnly earliest, DateOnly day)
    {
        _day = day;
        foreach (var parameter in parameters)
            foreach (var (from, value) in parameter.Values)
            {
                if (from > day) _changes[parameter.Name] = _changes.TryGetValue(parameter.Name, out var earlier) && earlier < from ? earlier : from;
                else if (from >= earliest && (!_inForce.TryGetValue(parameter.Name, out var known) || known.From < from))
                    _inForce[parameter.Name] = (parameter, from, value);
            }
    }

    /// <summary>First day on which something that was asked for has another value; null = none is known.</summary>
    public DateOnly? NextChange { get; private set; }

    /// <summary>What was asked for and is draft or forecast, in words. Empty = every value may be used to pay.</summary>
    public IReadOnlyList<string> NotEnacted => _unusable;

    public bool Has(string name)
    {
        if (_changes.TryGetValue(name, out var change) && !(NextChange <= change)) NextChange = change;
        return _inForce.TryGetValue(name, out var found) && found.Value != "null";
    }

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
        if (!Has(name)) throw new RulePackException("pay_date", $"There is no value of '{name}' for {_day:yyyy-MM-dd}.");
        var found = _inForce[name];
        if (found.Parameter.Status != "enacted") _unusable.Add($"{name} is {found.Parameter.Status}");
        return (found.Value, new ParameterUse(name, found.Value, found.Parameter.Unit, found.From, found.Parameter.CitationOf(found.From)));
    }
}
