using Bureau.Kernel.Clients;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes.Decide;

/// <summary>A change as its pages show it.</summary>
internal sealed record ChangeView(ChangeDetails Details, EmployeeFields Fields, Client Client);
