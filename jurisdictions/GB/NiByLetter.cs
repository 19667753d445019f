namespace Bureau.Jurisdictions.GB;

/// <summary>National Insurance of the tax year under each category letter, as FPS and P60 report it.</summary>
internal static class NiByLetter
{
    /// <summary>The letter of this payment first, then the others in the order in which they came into use. Amounts by ordinal of lines.</summary>
    public static IEnumerable<(string Letter, decimal[] InPeriod, decimal[] ToDate)> Of(PayCase pay, PayResult result)
    {
        var now = pay.Fields[EmployeeFields.NiCategory] ?? "";
        var none = new decimal[result.Amounts.Length];
        var others = pay.YearToDateParts.GroupBy(p => p.Key[..1]).Where(g => g.Key != now)
            .Select(g => (Letter: g.Key, Amounts: g.Select(p => p.Amounts).Aggregate(none, Plus))).ToList();
        var here = Plus(pay.YearToDate, result.Amounts);
        foreach (var other in others) here = [.. here.Zip(other.Amounts, (a, b) => a - b)];
        yield return (now, result.Amounts, here);
        foreach (var (letter, amounts) in others) yield return (letter, none, amounts);
    }

    private static decimal[] Plus(decimal[] a, decimal[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
