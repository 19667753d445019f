using System.Text.Json;

namespace Bureau.Jurisdictions.US;

/// <summary>One row of a withholding table: tax on the amount where the row begins, and the rate on what lies above.</summary>
internal readonly record struct Bracket(decimal From, decimal Base, decimal Rate)
{
    public decimal Excess(decimal amount) => amount - From;
}

/// <summary>Rows of a withholding table, ascending. Amounts in dollars.</summary>
internal sealed class Brackets(Bracket[] rows)
{
    /// <param name="from">Column of the amount where a row begins; likewise the others.</param>
    public static Brackets Read(JsonElement rows, int from, int @base, int rate) =>
        new([.. rows.EnumerateArray().Select(r => new Bracket(r[from].GetDecimal(), r[@base].GetDecimal(), r[rate].GetDecimal()))]);

    /// <summary>The last row whose beginning is not above the amount ("at least … but less than").</summary>
    public ref readonly Bracket AtLeast(decimal amount)
    {
        var i = rows.Length - 1;
        while (i > 0 && amount < rows[i].From) i--;
        return ref rows[i];
    }

    /// <summary>The last row whose beginning the amount is above ("over … but not over").</summary>
    public ref readonly Bracket Over(decimal amount)
    {
        var i = rows.Length - 1;
        while (i > 0 && amount <= rows[i].From) i--;
        return ref rows[i];
    }
}
