using Bureau.Kernel.Outbox;

namespace Bureau.Benefits.Contracts;

/// <summary>What people contribute or receive by their benefits changed.</summary>
/// <param name="EmployeeIds">Empty = everybody of the client.</param>
/// <param name="EffectiveFrom">First day it applies; may be in the past.</param>
/// <param name="RecordedAt">When it became known; who read the contributions later has it already.</param>
/// <param name="FoundByRun">The pay run whose calculation showed that the law enrols them; null = people changed it.</param>
[EventName("benefits.changed")]
public sealed record BenefitsChanged(long ClientId, IReadOnlyList<long> EmployeeIds, DateOnly EffectiveFrom, DateTimeOffset RecordedAt, long? FoundByRun = null);

/// <summary>Somebody opted out of a pension: whatever was withheld since the first day of membership is given back.</summary>
/// <param name="Scheme">How contributions were taken, a value of the rule pack's field <c>pension_scheme</c>.</param>
[EventName("benefits.pension-opted-out")]
public sealed record PensionOptedOut(long ClientId, long EmployeeId, DateOnly MemberFrom, string Scheme, DateTimeOffset RecordedAt);
