using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns.Run;

namespace Bureau.Payroll.PayRuns.Questions;

/// <summary>Model of <c>_Question.cshtml</c>: a question with its messages.</summary>
/// <param name="About">In words.</param>
/// <param name="IsMine">It waits for the side of whoever looks.</param>
/// <param name="Typed">What was sent in vain.</param>
internal sealed record QuestionView(RunScreen Screen, Question Question, EmployeeName Name, string About, IEnumerable<(Message Message, string Text)> Messages, bool IsMine, bool MayDiscuss, string? Typed = null);
