using Bureau.Jurisdictions;

namespace Bureau.Payroll;

/// <summary>The rule pack of a country.</summary>
internal delegate IRulePack PackSource(string country);
