using System.Globalization;
using static Bureau.Jurisdictions.US.Explain;

namespace Bureau.Jurisdictions.US;

/// <summary>
/// What the employer adds to the deferrals of a payment by the terms of its plan. Pay of the year counts up to a limit (26 USC 401(a)(17), not known for 2025); what
/// both contribute, catch-up left out, ends at the limit of annual additions (26 USC 415(c)). Nothing is made up for later payments.
/// </summary>
internal sealed class EmployerMatch(ParameterTable figures)
{
    private readonly Figure _normalDeferrals = figures.Amount("retirement_elective_deferral_limit_401k");
    private readonly Figure _additions = figures.Amount("retirement_annual_additions_limit_415c");
    private readonly Figure? _pay = figures.Has("retirement_compensation_limit_401a17") ? figures.Amount("retirement_compensation_limit_401a17") : null;

    public void Add(in Payment payment)
    {
        if (payment.Case.Fields[EmployeeFields.EmployerMatch] is not { Length: > 0 } terms) return;
        var (contributed, ofYear) = DeferralLimits.Taken(payment.Case, payment.Amounts);
        if (contributed <= 0) return;
        var before = payment.Case.YearToDate;
        var pay = _pay is { } limit ? Math.Clamp(limit.Value - before[Lines.GrossWages], 0, Math.Max(0, payment.Wages.Cash)) : payment.Wages.Cash;
        var match = Rounding.Cent(Of(terms, contributed, pay));
        var room = Math.Max(0, _additions.Value - Math.Min(_normalDeferrals.Value, ofYear) - before[Lines.EmployerMatch]);
        payment.Amounts[Lines.EmployerMatch] = Math.Min(match, room);
        if (payment.Trace is not { } trace) return;
        trace.Add(new(Lines.Name(Lines.EmployerMatch), "By the terms of the plan", "of each part of pay, the employer's share of what is contributed of it",
            [("contributed", Dollars(contributed)), ("pay", Dollars(pay)), ("terms", terms)], match, Contributes: match, Rounding: ToTheCent, Parameter: _pay?.Use));
        if (match > room)
            trace.Add(new(Lines.Name(Lines.EmployerMatch), "Limit of annual additions", "what both contribute in the year ends at the limit",
                [("limit", Dollars(_additions.Value)), ("left", Dollars(room))], room, Contributes: room - match, Parameter: _additions.Use));
    }

    /// <summary>Null when it reads <c>100% of 3%, 50% of 2%</c>, and the parts of pay do not exceed all of it.</summary>
    public static string? Problem(string terms)
    {
        var parts = 0m;
        for (var rest = terms.AsSpan(); rest.Length > 0;)
        {
            if (!Next(ref rest, out _, out var part)) return "Employer's match: write the share and the part of pay, for example '100% of 3%, 50% of 2%'.";
            parts += part;
        }

        return parts > 1 ? "Employer's match: the parts of pay come to more than 100 %." : null;
    }

    private static decimal Of(ReadOnlySpan<char> terms, decimal contributed, decimal pay)
    {
        var match = 0m;
        while (terms.Length > 0)
        {
            if (!Next(ref terms, out var share, out var part)) throw new RulePackException("employer_match", "Employer's match: write the share and the part of pay, for example '100% of 3%, 50% of 2%'.");
            var matched = Math.Min(contributed, pay * part);
            match += matched * share;
            contributed -= matched;
        }

        return match;
    }

    /// <summary>Reads one <c>100% of 3%</c> and goes on behind its comma.</summary>
    private static bool Next(ref ReadOnlySpan<char> rest, out decimal share, out decimal part)
    {
        var end = rest.IndexOf(',');
        var tier = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        var of = tier.IndexOf("of", StringComparison.Ordinal);
        part = 0;
        return Percentage(of < 0 ? [] : tier[..of], out share) && Percentage(tier[(of + 2)..], out part);
    }

    private static bool Percentage(ReadOnlySpan<char> text, out decimal fraction)
    {
        text = text.Trim();
        var read = decimal.TryParse(text.EndsWith('%') ? text[..^1] : [], NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out fraction);
        fraction /= 100;
        return read && fraction is > 0 and <= 10;
    }
}
