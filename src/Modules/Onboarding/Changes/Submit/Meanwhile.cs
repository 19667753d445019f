using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes.Submit;

/// <summary>What came in about the same person while a page was open.</summary>
internal sealed record Meanwhile(string Lead, IReadOnlyList<ChangeSummary> Changes, EmployeeFields Fields, string TimeZone);
