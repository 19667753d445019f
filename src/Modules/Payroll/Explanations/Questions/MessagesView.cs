namespace Bureau.Payroll.Explanations.Questions;

/// <summary>Model of <c>_Messages.cshtml</c>.</summary>
/// <param name="Handler">Page handler that takes what is written; null for those who only read.</param>
/// <param name="Label">What the box is for.</param>
internal sealed record MessagesView(IReadOnlyList<PayslipMessage> Messages, string TimeZone, string? Handler, string Label, string? Typed = null, string? Problem = null)
{
    /// <summary>Whether answering is what the reader came for.</summary>
    public bool IsNextStep => Handler == "Answer" && Messages is [.., { FromEmployee: 1 }];
}
