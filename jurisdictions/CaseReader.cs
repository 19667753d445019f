using System.Globalization;
using CsvHelper;

namespace Bureau.Jurisdictions;

/// <param name="Line">Line of the file, from 1 (the header).</param>
/// <param name="Column">Header of the column, or empty where the whole row is meant.</param>
/// <param name="Message">What is wrong and how to fix it.</param>
public sealed record RowProblem(int Line, string Column, string Message)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}{(Column.Length == 0 ? "" : ", column " + Column)}: {Message}");
}

/// <summary>
/// Reads cases in the common format, one a row: <c>case, kind, source, component, pay_date, frequency, period, period_start, period_end, field.*,
/// employer.*, pay.*, ytd.*, arg.*, expect.*, tolerance</c>. An empty cell is not given. One reader is reused for all rows.
/// </summary>
internal sealed class CaseReader : IDisposable
{
    private readonly IRulePack _pack;
    private readonly CsvReader _csv;
    private readonly Column[] _columns;
    private bool _badQuotes;

    /// <exception cref="RulePackException">A header that the pack does not know, or twice the same.</exception>
    public CaseReader(IRulePack pack, TextReader reader)
    {
        _pack = pack;
        PayCase = new PayCase(pack);
        // A cell never holds a line break, so that one stray quotation mark cannot swallow the rest of the file.
        _csv = CsvReader.Create(reader, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            PoolStrings = true,
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = _ => _badQuotes = true,
        }, leaveOpen: true);
        if (!_csv.Read()) throw new RulePackException("header", "The file is empty. Its first line must name the columns, for example case,pay_date,frequency,period.");
        var headers = Enumerable.Range(0, _csv.FieldCount).Select(_csv.GetString).ToList();
        if (headers.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new RulePackException(twice.Key, $"Column '{twice.Key}' stands in the header twice.");
        _columns = [.. headers.Select(Bind)];
    }

    public PayCase PayCase { get; }

    public string Case { get; private set; } = "";

    public string Component { get; private set; } = "";

    public decimal Tolerance { get; private set; }

    public int Line { get; private set; }

    public Dictionary<string, string> Arguments { get; } = new(StringComparer.Ordinal);

    public List<(string Name, decimal Amount)> Expected { get; } = [];

    public List<RowProblem> Problems { get; } = [];

    /// <summary>Header and value of every cell that is given, expectations left out.</summary>
    public IEnumerable<(string Name, string Value)> Given() =>
        _columns.Select((c, i) => (c, Value: i < _csv.FieldCount ? _csv.GetString(i) : "")).Where(x => x.Value.Length > 0 && !x.c.Header.StartsWith("expect.", StringComparison.Ordinal)).Select(x => (x.c.Header, x.Value));

    /// <summary>False at the end. A row with <see cref="Problems"/> must not be calculated.</summary>
    public bool Read()
    {
        _badQuotes = false;
        if (!_csv.Read()) return false;
        PayCase.Clear();
        Arguments.Clear();
        Expected.Clear();
        Problems.Clear();
        (Case, Component, Tolerance, Line) = ("", "", 0, (int)_csv.LineNumber);
        (PayCase.PayDate, PayCase.PeriodStart, PayCase.PeriodEnd, PayCase.Period, PayCase.Frequency) = (default, default, default, 0, default);
        if (_badQuotes) Problems.Add(new(Line, "", "A quotation mark is out of place. Put the whole cell in quotation marks and double those inside it."));
        if (_csv.FieldCount != _columns.Length)
            Problems.Add(new(Line, "", string.Create(CultureInfo.InvariantCulture, $"The row has {_csv.FieldCount} cells, the header {_columns.Length}.")));

        for (var i = 0; i < _columns.Length && i < _csv.FieldCount; i++)
        {
            var cell = _csv.GetString(i);
            if (cell.Length > 0 && _columns[i].Set(cell) is { } problem) Problems.Add(new(Line, _columns[i].Header, problem));
        }

        if (Component.Length == 0) Complete();
        return true;
    }

    public void Dispose() => _csv.Dispose();

    private void Complete()
    {
        if (PayCase.PayDate == default && !HasProblem("pay_date")) Problems.Add(new(Line, "pay_date", "The pay date is missing; write YYYY-MM-DD."));
        if (Problems.Count > 0) return;
        if (PayCase.Period == 0) PayCase.Period = _pack.PeriodOf(PayCase.PayDate, PayCase.Frequency);
        if (PayCase.PeriodEnd == default) PayCase.PeriodEnd = PayCase.PayDate;
        if (PayCase.PeriodStart == default) PayCase.PeriodStart = PayCase.PeriodEnd;
    }

    private bool HasProblem(string column) => Problems.Any(p => p.Column == column);

    private Column Bind(string header) => header switch
    {
        "case" => new(header, v => { Case = v; return null; }),
        "kind" or "source" => new(header, _ => null),
        "component" => new(header, v => { Component = v; return _pack.Components.ContainsKey(v) ? null : $"There is no component '{v}'. Known are: {string.Join(", ", _pack.Components.Keys)}."; }),
        "pay_date" => Date(header, d => PayCase.PayDate = d),
        "period_start" => Date(header, d => PayCase.PeriodStart = d),
        "period_end" => Date(header, d => PayCase.PeriodEnd = d),
        "frequency" => new(header, v =>
        {
            if (!PayFrequencies.TryParse(v, out var frequency) || !_pack.Frequencies.Contains(frequency))
                return $"'{v}' is not a pay frequency of this rule pack. Use {PayFrequencies.Allowed(_pack)}.";
            PayCase.Frequency = frequency;
            Arguments["frequency"] = v;
            return null;
        }),
        "period" => new(header, v =>
        {
            if (!int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var period)) return "Write the number of the period within the tax year.";
            PayCase.Period = period;
            return null;
        }),
        "tolerance" => Amount(header, a => Tolerance = a),
        _ when Rest(header, "field.") is { } name => Fact(header, _pack.EmployeeFields, name, PayCase.Fields),
        _ when Rest(header, "employer.") is { } name => Fact(header, _pack.EmployerFields, name, PayCase.Employer),
        _ when Rest(header, "pay.") is { } name => OfArray(header, Ordinal(_pack.PayItems, name, header), PayCase.Pay),
        _ when Rest(header, "ytd.")?.Split('.') is [var name, var key] => Part(header, Ordinal(_pack.Lines, name, header), key),
        // A line that keeps what a pay item came to in the year is known by the item, too.
        _ when Rest(header, "ytd.") is { } item && _pack.PayItems.TryGet(item, out _) => OfArray(header, Ordinal(_pack.Lines, "reported_" + item, header), PayCase.YearToDate),
        _ when Rest(header, "ytd.") is { } name => OfArray(header, Ordinal(_pack.Lines, name, header), PayCase.YearToDate),
        _ when Rest(header, "arg.") is { } name => new(header, v => { Arguments[name] = v; return null; }),
        _ when Rest(header, "expect.") is { } name => Amount(header, a => Expected.Add((name, a))),
        _ => throw new RulePackException(header, $"Column '{header}' is not known. Columns are case, kind, source, component, pay_date, frequency, period, period_start, period_end, tolerance and those that begin with field., employer., pay., ytd., arg. or expect."),
    };

    private static string? Rest(string header, string prefix) => header.StartsWith(prefix, StringComparison.Ordinal) ? header[prefix.Length..] : null;

    private static int Ordinal<T>(NameSet<T> names, string name, string header) where T : INamed => names.TryGet(name, out _)
        ? names.Ordinal(name)
        : throw new RulePackException(header, $"Column '{header}': '{name}' is not known. Known are: {string.Join(", ", names.Select(n => n.Name))}.");

    private static Column Fact(string header, FieldSet fields, string name, string?[] values)
    {
        var ordinal = Ordinal(fields, name, header);
        var field = fields[ordinal];
        var lastGood = "";
        return new(header, v =>
        {
            if (v != lastGood)
            {
                if (field.Validate(v) is { } problem) return problem;
                lastGood = v;
            }

            values[ordinal] = lastGood;
            return null;
        });
    }

    private Column Part(string header, int ordinal, string key) => Amount(header, a => PayCase.YearToDateUnder(key).Amounts[ordinal] = a);

    private static Column OfArray(string header, int ordinal, decimal[] values) => Amount(header, a => values[ordinal] = a);

    private static Column Amount(string header, Action<decimal> set) => new(header, v =>
    {
        if (!decimal.TryParse(v, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
            return $"'{v}' is not an amount. Write it with a dot and without thousands separators, for example 1234.56.";
        set(amount);
        return null;
    });

    private static Column Date(string header, Action<DateOnly> set) => new(header, v =>
    {
        if (!IsoDate.TryParse(v, out var date)) return $"'{v}' is not a date. Write YYYY-MM-DD, for example 2026-04-28.";
        set(date);
        return null;
    });

    /// <param name="Set">Takes over a cell; null when it is good, else what is wrong.</param>
    private sealed record Column(string Header, Func<string, string?> Set);
}
