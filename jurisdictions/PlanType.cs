namespace Bureau.Jurisdictions;

/// <summary>A kind of benefit plan whose contributions are a pay item.</summary>
/// <param name="Name">Kept with each plan.</param>
/// <param name="Item">Pay item that contributions are taken as.</param>
/// <param name="ByShare">Members give a share of gross pay; else an amount of a year.</param>
/// <param name="Treatment">How it counts for tax, as the end of a sentence, e.g. <c>before income tax</c>.</param>
/// <param name="EmployerAdds">Field of the employee that a plan sets for its members: what the employer adds. Null = nothing is added.</param>
public sealed record PlanType(string Name, string Label, string Item, bool ByShare, string Treatment, string? EmployerAdds = null) : INamed;
