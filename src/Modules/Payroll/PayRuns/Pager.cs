using System.Globalization;

namespace Bureau.Payroll.PayRuns;

/// <summary>Model of <c>_Pager.cshtml</c>.</summary>
/// <param name="Page">From 1.</param>
/// <param name="What">What is counted, e.g. <c>Payslips</c>.</param>
/// <param name="Href">Address with its query; <c>&amp;p=</c> is added.</param>
internal sealed record Pager(int Page, int Size, int Total, string What, string Href)
{
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);

    public string Range => string.Create(CultureInfo.InvariantCulture, $"{What} {(Page - 1) * Size + 1:N0} to {Math.Min(Page * Size, Total):N0} of {Total:N0}");

    public string To(int page) => string.Create(CultureInfo.InvariantCulture, $"{Href}&p={page}");
}
