using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US;

/// <summary>Limits of garnishment (15 USC 1673; Fact Sheet #30 of the Wage and Hour Division). Cents are dropped.</summary>
internal sealed class GarnishmentLimits
{
    public GarnishmentLimits(ParameterTable figures)
    {
        OrdinaryShare = figures.Member("garnishment_ordinary_limit", "max_share_of_disposable");
        var hours = figures.Member("garnishment_ordinary_limit", "protected_multiple_of_min_wage_per_week");
        MinimumWage = figures.Member("garnishment_ordinary_limit", "federal_minimum_wage");
        ProtectedWeekly = hours.Value * MinimumWage.Value;
        Figure Support(string who) => figures.Member("garnishment_support_share", who);
        SupportShares = [Support("not_supporting_other"), Support("supporting_other"), Support("not_supporting_other_arrears_12w"), Support("supporting_other_arrears_12w")];
        FederalAgencyShare = figures.Amount("garnishment_federal_agency_debt_share");
        StudentLoanShare = figures.Amount("garnishment_student_loan_share");
    }

    public Figure OrdinaryShare { get; }
    public Figure MinimumWage { get; }
    public Figure FederalAgencyShare { get; }
    public Figure StudentLoanShare { get; }
    private decimal ProtectedWeekly { get; }
    private Figure[] SupportShares { get; }

    /// <summary>Thirty hours at the minimum wage for each week of the pay period.</summary>
    public decimal Protected(int periodsInYear) => ProtectedWeekly * 52 / periodsInYear;

    /// <param name="taken">Already taken under orders with priority.</param>
    public decimal Ordinary(decimal disposable, int periodsInYear, decimal taken) =>
        DownToCent(Math.Max(0, Math.Min(disposable * OrdinaryShare.Value, Math.Max(0, disposable - Protected(periodsInYear))) - taken));

    public Figure SupportShare(bool supportsOtherFamily, bool arrearsOver12Weeks) => SupportShares[(supportsOtherFamily ? 1 : 0) + (arrearsOver12Weeks ? 2 : 0)];

    public static decimal OfShare(decimal disposable, Figure share) => DownToCent(Math.Max(0, disposable) * share.Value);
}
