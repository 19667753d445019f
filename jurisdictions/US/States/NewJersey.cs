using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>New Jersey: percentage method, tables A to E of NJ-WT; employee contributions for unemployment, workforce, disability and family leave.</summary>
internal sealed class NewJersey : StateTax
{
    private static readonly int s_wages = Lines.All.Ordinal("nj_wages");
    private static readonly int s_tax = Lines.All.Ordinal("nj_income_tax");
    private static readonly int s_unemploymentWages = Lines.All.Ordinal("nj_ui_wages");
    private static readonly int s_unemployment = Lines.All.Ordinal("nj_ui");
    private static readonly int s_workforce = Lines.All.Ordinal("nj_wf_swf");
    private static readonly int s_disabilityWages = Lines.All.Ordinal("nj_tdi_wages");
    private static readonly int s_disability = Lines.All.Ordinal("nj_tdi");
    private static readonly int s_familyLeave = Lines.All.Ordinal("nj_fli");
    private static readonly int s_employer = Lines.All.Ordinal("nj_employer");
    private static readonly int s_table = EmployeeFields.All.Ordinal("nj_rate_table");
    private static readonly int s_allowances = EmployeeFields.All.Ordinal("nj_allowances");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("nj_extra_withholding");

    /// <summary>Deferrals that New Jersey taxes: it leaves out 401(k) only.</summary>
    private static readonly int[] s_taxedDeferrals = [PayItems.All.Ordinal("retirement_403b"), PayItems.All.Ordinal("retirement_457b"), PayItems.All.Ordinal("retirement_simple")];

    private readonly ByFrequency<Table>[] _tables;
    private readonly ParameterUse _tablesUse;
    private readonly Figure _unemployment, _workforce, _disability, _familyLeave;
    private readonly decimal _unemploymentLimit, _disabilityLimit;

    public NewJersey(ParameterTable figures)
    {
        (var tables, _tablesUse) = figures.Json("nj_income_tax_percentage_tables");
        _tables = [.. "ABCDE".Select(letter => new ByFrequency<Table>(tables.GetProperty(letter.ToString()), "New Jersey",
            (_, t) => new(t.GetProperty("allowance").GetDecimal(), Brackets.Read(t.GetProperty("rows"), from: 0, @base: 2, rate: 3))))];
        var (unemployment, unemploymentUse) = figures.Json("nj_ui_wf_swf_employee");
        _unemployment = new(unemployment.GetProperty("ui").GetDecimal(), unemploymentUse);
        _workforce = new(unemployment.GetProperty("wf_swf").GetDecimal(), unemploymentUse);
        _unemploymentLimit = unemployment.GetProperty("wage_base").GetDecimal();
        (_disability, _disabilityLimit) = Limited("nj_tdi_employee");
        (_familyLeave, _) = Limited("nj_fli_employee");

        (Figure, decimal) Limited(string name)
        {
            var (law, use) = figures.Json(name);
            return (new(law.GetProperty("rate").GetDecimal(), use), law.GetProperty("wage_base").GetDecimal());
        }
    }

    public override void IncomeTax(in Payment payment)
    {
        var pay = payment.Case;
        var wages = payment.Wages.Less(Pretax.Deferrals).Total;
        foreach (var item in s_taxedDeferrals) wages += pay.Pay[item];
        Report(payment, s_wages, wages);

        var letter = LetterOf(pay);
        var table = _tables[letter - 'A'][payment.Frequency];
        var allowances = Given.Count(pay, s_allowances);
        var taxable = Math.Max(0, wages - allowances * table.Allowance);
        ref readonly var row = ref table.Rows.Over(taxable);
        var inRow = Cent(row.Excess(taxable) * row.Rate);
        var tax = row.Base + inRow;
        if (payment.Trace is { } trace)
        {
            trace.Add(new("nj_income_tax", "Wages less allowances", "wages − allowances of Form NJ-W4 × value of one", [("wages", Dollars(wages)), ("allowances", Number(allowances)), ("of one", Dollars(table.Allowance))],
                taxable, Parameter: _tablesUse with { Value = $"table {letter}" }));
            trace.Add(new("nj_income_tax", "Tax of the pay period", "tax of the rows below + what lies over the row's beginning × its rate",
                [("table", letter.ToString()), ("row over", Dollars(row.From)), ("tax below", Dollars(row.Base)), ("rate", Percent(row.Rate))], tax, Contributes: tax, Rounding: "the product to the cent", Parameter: _tablesUse with { Value = $"table {letter}" }));
        }

        Withhold(payment, s_tax, tax, s_extra, wages);
    }

    /// <summary>All on gross wages: New Jersey does not leave out cafeteria plans.</summary>
    public override void Contributions(in Payment payment)
    {
        var unemployment = payment.CountTowards(s_unemploymentWages, payment.Wages.Gross, _unemploymentLimit, _unemployment.Use);
        payment.Contribute(s_unemployment, unemployment, _unemployment);
        payment.Contribute(s_workforce, unemployment, _workforce);
        // The employer's contributions are all on the base of unemployment insurance (N.J.S.A. 43:21-7).
        if (Given.EmployerRate(payment.Case, EmployerFields.NjEmployerRate) is > 0 and var rate) payment.Contribute(s_employer, unemployment, rate);
        var disability = payment.CountTowards(s_disabilityWages, payment.Wages.Gross, _disabilityLimit, _disability.Use);
        payment.Contribute(s_disability, disability, _disability);
        payment.Contribute(s_familyLeave, disability, _familyLeave);
    }

    /// <summary>Line 3 of Form NJ-W4; without a letter, A for single people and married people who file separately, B for the others.</summary>
    private static char LetterOf(PayCase pay) => pay.Fields[s_table] switch
    {
        [>= 'A' and <= 'E' and var letter] => letter,
        null or "" => pay.Fields[EmployeeFields.FilingStatus] is "married_joint" or "head_of_household" ? 'B' : 'A',
        var other => throw Given.Wrong(s_table, other),
    };

    private sealed record Table(decimal Allowance, Brackets Rows);
}
