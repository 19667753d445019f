using System.Globalization;
using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>
/// Layout 1: employer; employee and period; earnings beside deductions; net pay; bases beside employer costs; message. What does not fit runs
/// on to further pages. Places and sizes are hundredths of a point.
/// </summary>
internal sealed class PayslipLayout(PdfCanvas canvas, PayslipDocument payslip)
{
    internal const int Left = 4_200, Gap = 1_800;
    internal const int Top = 5_400, TopOfNext = 7_600, BottomMargin = 6_589, FootMargin = 5_189;

    private static readonly PdfStyle s_title = new(2_200, Ink: Ink.Accent), s_employer = new(1_450, Bold: true), s_small = new(800, Ink: Ink.Muted),
        s_fine = new(650, Ink: Ink.Muted), s_body = new(850), s_name = new(1_100, Bold: true), s_heading = new(950, Bold: true, Ink.Accent), s_net = new(2_100, Bold: true, Ink.Accent);

    private readonly LineTables _tables = new(canvas, payslip);

    private int Right { get; } = canvas.PageWidth - Left;

    private int FootRule { get; } = canvas.PageHeight - FootMargin;

    /// <param name="lettersReplaced">Asked once all else is drawn.</param>
    public void Draw(string footer, Func<bool> lettersReplaced)
    {
        canvas.AddPage();
        var flow = new Flow(canvas, Left, Right - Left) { Y = Top };
        Header(flow);
        People(flow);
        var (left, right) = Columns(flow);
        Pay(left, right);
        flow.ContinueAfter(left, right);
        NetPay(flow);
        (left, right) = Columns(flow);
        _tables.Draw(left, "Bases", payslip.Bases);
        _tables.Draw(right, "Employer costs", payslip.EmployerCosts);
        flow.ContinueAfter(left, right);
        Message(flow);
        Foot(footer, lettersReplaced());
    }

    // Units and rates need room on the left; without them the columns are equal.
    private (Flow Left, Flow Right) Columns(Flow flow)
    {
        var width = LineTables.ByUnits(payslip.Earnings) ? 29_800 : (Right - Left - Gap) / 2;
        return (flow.Column(Left, width), flow.Column(Left + width + Gap, Right - Left - width - Gap));
    }

    private void Header(Flow flow)
    {
        var date = PayslipFormat.PayDate(payslip);
        var top = flow.Y + 1_500;
        canvas.TextRight(0, Right, top, 16_000, "Payslip", s_title, PdfTags.Root, "H1");
        canvas.TextRight(0, Right, top + 1_500, 16_000, date, new(1_000), PdfTags.Root, "P");
        var name = WordWrap.Lines(payslip.Employer.Name, 34_000, words => canvas.Width(words, s_employer));
        canvas.Text(0, Left, top, name, 1_700, s_employer, PdfTags.Root, "H2");
        flow.Y = top + (1_700 * (name.Count - 1)) + 400;
        var details = payslip.Employer.References.Select(reference => $"{reference.Label} {reference.Value}");
        foreach (var line in details.Prepend(string.Join(", ", payslip.Employer.Address)).Where(line => line.Length > 0))
            flow.Paragraph(line, 34_000, 1_100, s_small, PdfTags.Root);
        flow.Y = Math.Max(flow.Y, top + 1_500) + 1_200;
    }

    /// <summary>The shaded box: who, under which numbers, for which period.</summary>
    private void People(Flow flow)
    {
        const int pad = 1_000, top = 1_700;
        var page = flow.Page;
        var name = WordWrap.Lines(payslip.Employee.Name, 13_600, words => canvas.Width(words, s_name));
        var address = payslip.Employee.Address.SelectMany(line => Wrap(line, 13_600, s_body)).ToList();
        var (employee, period) = (PayslipFormat.Facts(payslip.Employee).ToList(), PayslipFormat.PeriodFacts(payslip).ToList());
        var (employeeRows, periodRows) = (Facts(employee, 18_000), Facts(period, 16_600));
        var height = Math.Max((name.Count * 1_300) + (address.Count * 1_150), 1_300 * Math.Max(employeeRows.Sum(row => row.Lines.Count), periodRows.Sum(row => row.Lines.Count))) + (2 * pad) - 700;
        canvas.Fill(page, Left, flow.Y, Right - Left, height, Ink.Shade);
        var y = flow.Y + top;
        canvas.Text(page, Left + pad, y, name, 1_300, s_name, PdfTags.Root, "H3");
        if (address.Count > 0) canvas.Text(page, Left + pad, y + (name.Count * 1_300), address, 1_150, s_body, PdfTags.Root, "P");
        DrawFacts(page, Left + 15_400, y, employeeRows);
        DrawFacts(page, Left + 34_200, y, periodRows);
        flow.Y += height + 1_000;
    }

    private sealed record FactRow(string Label, int Indent, List<string> Lines);

    private List<FactRow> Facts(List<PayslipFact> facts, int width)
    {
        var indent = facts.Max(fact => Math.Min(canvas.Width(fact.Label, s_fine), width / 2)) + 700;
        return [.. facts.Select(fact => new FactRow(fact.Label, indent, Wrap(fact.Value, width - indent, s_body)))];
    }

    private void DrawFacts(int page, int x, int y, List<FactRow> rows)
    {
        var list = canvas.Tags.Add(PdfTags.Root, "L");
        foreach (var row in rows)
        {
            var item = canvas.Tags.Add(list, "LI");
            canvas.Text(page, x, y, Fit(row.Label, row.Indent - 500, s_fine), s_fine, item, "Lbl");
            canvas.Text(page, x + row.Indent, y, row.Lines, 1_300, s_body, item, "LBody");
            y += 1_300 * row.Lines.Count;
        }
    }

    private void Pay(Flow left, Flow right)
    {
        var earnings = _tables.Draw(left, "Earnings", payslip.Earnings, always: true);
        var deductions = _tables.Draw(right, "Deductions", payslip.Deductions, always: true);
        // The two sums stand on one line where both tables end on one page.
        if (left.Page == right.Page) left.Y = right.Y = Math.Max(left.Y, right.Y);
        _tables.Total(left, earnings, payslip.Earnings, "Gross pay", payslip.GrossPay);
        _tables.Total(right, deductions, payslip.Deductions, "Total deductions", payslip.TotalDeductions);
        if (PayslipFormat.MarksKinds(payslip)) Note(right, PayslipFormat.KindKey);
        _tables.Hours(left);
        _tables.Leave(left);
        _tables.Draw(left, "Reimbursements", payslip.Reimbursements);
        _tables.Draw(right, "Benefits in kind", payslip.BenefitsInKind);
        if (payslip.BenefitsInKind.Count > 0) Note(right, "Taxed through the payroll, not paid out.");
    }

    private static void Note(Flow flow, string words)
    {
        flow.Y -= 400;
        flow.Paragraph(words, flow.Width, 850, s_fine, PdfTags.Root);
        flow.Y += 800;
    }

    private void NetPay(Flow flow)
    {
        var paid = $"Paid on {PayslipFormat.PayDate(payslip)}{(payslip.Payments.Count == 1 ? " by" : ":")}";
        var notes = PayslipFormat.Payments(payslip).Select(payment => $"{paid} {payment}").Prepend(PayslipFormat.NetPayInWords(payslip))
            .SelectMany(note => Wrap(note, 30_000, s_small)).ToList();
        var height = 3_100 + (1_100 * notes.Count);
        flow.Y += 400;
        flow.Need(height);
        canvas.Fill(flow.Page, Left, flow.Y, Right - Left, height, Ink.Tint);
        canvas.Fill(flow.Page, Left, flow.Y, 300, height, Ink.Accent);
        canvas.Text(flow.Page, Left + 1_300, flow.Y + 2_000, "Net pay", new(1_300, Bold: true, Ink.Accent), PdfTags.Root, "H2");
        var amount = PayslipFormat.Money(payslip.NetPay.Amount, payslip.Currency, payslip.CurrencyDigits);
        canvas.TextRight(flow.Page, Right - 1_000, flow.Y + 2_600, 16_000, amount, s_net, PdfTags.Root, "P");
        canvas.Text(flow.Page, Left + 1_300, flow.Y + 3_300, notes, 1_100, s_small, PdfTags.Root, "P");
        var yearToDate = $"Year to date {PayslipFormat.Money(payslip.NetPay.YearToDate, payslip.Currency, payslip.CurrencyDigits)}";
        canvas.TextRight(flow.Page, Right - 1_000, flow.Y + 3_900, 16_000, yearToDate, s_small, PdfTags.Root, "P");
        flow.Y += height + 1_200;
    }

    private void Message(Flow flow)
    {
        if (payslip.Message is not { Length: > 0 } message) return;
        flow.Y += 400;
        flow.Need(4_000);
        canvas.Text(flow.Page, Left, flow.Y + 1_000, "Message from your employer", s_heading, PdfTags.Root, "H2");
        flow.Y += 1_300;
        foreach (var paragraph in message.ReplaceLineEndings("\n").Split('\n')) flow.Paragraph(paragraph, flow.Width, 1_250, new(900), PdfTags.Root);
    }

    private void Foot(string footer, bool lettersReplaced)
    {
        if (lettersReplaced)
        {
            const string note = "No font with some letters of this payslip is installed where it was printed. Those letters are given without their marks, or by their Unicode number as in [U+0416].";
            canvas.Text(0, Left, FootRule - 500, note, s_fine with { Ink = Ink.Text }, PdfTags.Root, "P");
        }
        for (var page = 0; page < canvas.Pages; page++)
        {
            canvas.Fill(page, Left, FootRule, Right - Left, 40, Ink.Hairline);
            if (page == 0) canvas.Text(page, Left, FootRule + 1_200, footer, s_fine, PdfTags.Root, "P");
            else canvas.Repeat(page, Left, FootRule + 1_200, footer, s_fine);
            var number = string.Create(CultureInfo.InvariantCulture, $"Page {page + 1} of {canvas.Pages}");
            canvas.Repeat(page, Right - canvas.Width(number, s_fine), FootRule + 1_200, number, s_fine);
            if (page == 0) continue;
            var who = $"Payslip of {PayslipFormat.PayDate(payslip)} · {payslip.Employee.Name} · {payslip.Employer.Name}";
            canvas.Repeat(page, Left, Top, Fit(who, Right - Left, s_small), s_small);
            canvas.Fill(page, Left, Top + 500, Right - Left, 40, Ink.Hairline);
        }
    }

    private List<string> Wrap(string words, int width, PdfStyle style) => WordWrap.Lines(words, width, part => canvas.Width(part, style));

    private string Fit(string words, int width, PdfStyle style) => Wrap(words, width, style) is [var only] ? only : Wrap(words, width - canvas.Width("…", style), style)[0] + "…";
}
