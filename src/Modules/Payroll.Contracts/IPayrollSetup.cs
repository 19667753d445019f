using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.Contracts;

/// <summary>Sets up when pay groups are paid: the same use case that the page for provider staff calls.</summary>
public interface IPayrollSetup
{
    /// <summary>Adds a pay calendar. Nothing is written when there is a problem.</summary>
    /// <returns>What is wrong and how to fix it; empty when the calendar was added.</returns>
    Task<IReadOnlyList<string>> AddCalendarAsync(Actor actor, ClientId client, NewPayCalendar calendar, CancellationToken ct = default);
}

/// <summary>When a pay group is paid. Working days leave out weekends and the bank holidays of the client's rule pack; times are wall-clock times in the client's zone.</summary>
/// <param name="Frequency"><c>weekly</c>, <c>fortnightly</c>, <c>four-weekly</c>, <c>semi-monthly</c> or <c>monthly</c>.</param>
/// <param name="StartsOn">First day of the first pay period; twice a month: the 1st or the 16th.</param>
/// <param name="DayOfMonth">Monthly: 1 to 31, a month without that day is paid on its last; null = last working day. Twice a month: null, each half is paid on its last working day.</param>
/// <param name="FirstPayDate">By weeks: pay date of the first period.</param>
/// <param name="CutOffDays">Working days from cut-off to pay date.</param>
/// <param name="ApprovalDays">Working days from the deadline of approval to the pay date.</param>
/// <param name="ReleaseDays">Working days from release to the pay date.</param>
public sealed record NewPayCalendar(
    long PayGroupId, string Frequency, DateOnly StartsOn, int? DayOfMonth, DateOnly? FirstPayDate,
    int CutOffDays, TimeOnly CutOffTime, int ApprovalDays, TimeOnly ApprovalTime, int ReleaseDays, TimeOnly ReleaseTime);
