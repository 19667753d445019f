using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>The tables of a payslip: a line each with its label, amount and year to date, and units and rate where they are given.</summary>
internal sealed class LineTables(PdfCanvas canvas, PayslipDocument payslip)
{
    private const int AmountRoom = 4_700, YearRoom = 5_300, UnitsRoom = 3_300, RateRoom = 3_900, KindRoom = 900;
    private const int RowHeight = 1_400, Leading = 1_050, HeadHeight = 2_000, TotalHeight = 1_800;

    private static readonly PdfStyle s_heading = new(950, Bold: true, Ink.Accent), s_caption = new(650, Ink: Ink.Muted), s_body = new(850), s_muted = new(750, Ink: Ink.Muted), s_total = new(900, Bold: true);

    public static bool ByUnits(IReadOnlyList<PayslipLine> lines) => lines.Any(line => line.Units is not null || line.Rate is not null);

    // A narrow column has no room for units and rates; they are said with the label.
    private static bool ByUnits(Flow flow, IReadOnlyList<PayslipLine> lines) => ByUnits(lines) && flow.Width - AmountRoom - YearRoom - UnitsRoom - RateRoom >= 7_000;

    private static bool Kinds(IReadOnlyList<PayslipLine> lines) => lines.Any(line => line.Kind != DeductionKind.Unmarked);

    /// <returns>The tag of the table, 0 where there is nothing to show.</returns>
    public int Draw(Flow flow, string title, IReadOnlyList<PayslipLine> lines, bool always = false)
    {
        if (lines.Count == 0 && !always) return 0;
        var (byUnits, kinds) = (ByUnits(flow, lines), Kinds(lines));
        var labelRoom = flow.Width - AmountRoom - YearRoom - (byUnits ? UnitsRoom + RateRoom : 0) - (kinds ? KindRoom : 0);
        var table = canvas.Tags.Add(PdfTags.Root, "Table");
        flow.Need(HeadHeight + RowHeight);
        Head(flow, title, byUnits, kinds, table);
        for (var i = 0; i < lines.Count; i++)
        {
            var label = WordWrap.Lines(byUnits ? lines[i].Label : LabelWithUnits(lines[i]), labelRoom - 300, words => canvas.Width(words, s_body));
            if (flow.Need(RowHeight + (Leading * (label.Count - 1)))) Head(flow, $"{title} (continued)", byUnits, kinds, null);
            Row(flow, lines[i], label, byUnits, kinds, table);
        }
        if (!always) flow.Y += 800;
        return table;
    }

    /// <param name="lines">Lines of the table: the label spans their columns before the amount.</param>
    public void Total(Flow flow, int table, IReadOnlyList<PayslipLine> lines, string label, PayslipFigure figure)
    {
        flow.Need(TotalHeight);
        canvas.Fill(flow.Page, flow.X, flow.Y - 20, flow.Width, 60, Ink.Text);
        var row = canvas.Tags.Add(table, "TR");
        var (y, right) = (flow.Y + 1_250, flow.X + flow.Width);
        canvas.Text(flow.Page, flow.X, y, label, s_total, row, "TH", PdfTags.RowHeaderOf(1 + (Kinds(lines) ? 1 : 0) + (ByUnits(flow, lines) ? 2 : 0)));
        canvas.TextRight(flow.Page, right - YearRoom, y, AmountRoom - 300, PayslipFormat.Amount(figure.Amount, payslip.CurrencyDigits), s_total, row, "TD");
        canvas.TextRight(flow.Page, right, y, YearRoom - 300, PayslipFormat.Amount(figure.YearToDate, payslip.CurrencyDigits), s_total, row, "TD");
        flow.Y += TotalHeight + 400;
    }

    public void Hours(Flow flow)
    {
        if (payslip.Hours.Count == 0) return;
        var table = canvas.Tags.Add(PdfTags.Root, "Table");
        flow.Need(HeadHeight + RowHeight);
        var head = canvas.Tags.Add(table, "TR");
        Caption(flow, "Hours worked", head);
        canvas.TextRight(flow.Page, flow.X + flow.Width, flow.Y + 1_250, YearRoom, "Hours", s_caption, head, "TH", PdfTags.ColumnHeader);
        flow.Y += HeadHeight;
        foreach (var hours in payslip.Hours)
        {
            var label = WordWrap.Lines(hours.Label, flow.Width - YearRoom, words => canvas.Width(words, s_body));
            flow.Need(RowHeight + (Leading * (label.Count - 1)));
            var row = canvas.Tags.Add(table, "TR");
            canvas.Text(flow.Page, flow.X, flow.Y + 950, label, Leading, s_body, row, "TH", PdfTags.RowHeader);
            canvas.TextRight(flow.Page, flow.X + flow.Width, flow.Y + 950, YearRoom - 300, PayslipFormat.Units(hours.Hours), s_body, row, "TD");
            EndRow(flow, label.Count);
        }
        flow.Y += 800;
    }

    public void Leave(Flow flow)
    {
        if (payslip.Leave.Count == 0) return;
        var table = canvas.Tags.Add(PdfTags.Root, "Table");
        flow.Need(HeadHeight + (RowHeight * payslip.Leave.Count));
        var head = canvas.Tags.Add(table, "TR");
        var right = flow.X + flow.Width;
        Caption(flow, "Leave, hours", head);
        ColumnCaption(flow, right - UnitsRoom - UnitsRoom, "Accrued", head);
        ColumnCaption(flow, right - UnitsRoom, "Taken", head);
        ColumnCaption(flow, right, "Available", head);
        flow.Y += HeadHeight;
        foreach (var leave in payslip.Leave)
        {
            var (row, y) = (canvas.Tags.Add(table, "TR"), flow.Y + 950);
            canvas.Text(flow.Page, flow.X, y, leave.Label, s_body, row, "TH", PdfTags.RowHeader);
            canvas.TextRight(flow.Page, right - UnitsRoom - UnitsRoom, y, UnitsRoom, PayslipFormat.Units(leave.Accrued), s_body, row, "TD");
            canvas.TextRight(flow.Page, right - UnitsRoom, y, UnitsRoom, PayslipFormat.Units(leave.Taken), s_body, row, "TD");
            canvas.TextRight(flow.Page, right, y, UnitsRoom, PayslipFormat.Units(leave.Available), s_body, row, "TD");
            EndRow(flow, 1);
        }
        flow.Y += 800;
    }

    /// <param name="table">Null where a table goes on: its header has been said.</param>
    private void Head(Flow flow, string title, bool byUnits, bool kinds, int? table)
    {
        var head = table is { } t ? canvas.Tags.Add(t, "TR") : (int?)null;
        Caption(flow, title, head);
        var right = flow.X + flow.Width;
        if (kinds && head is { } h) canvas.Tags.Add(h, "TH", PdfTags.ColumnHeader);
        if (byUnits)
        {
            ColumnCaption(flow, right - YearRoom - AmountRoom - RateRoom, "Units", head);
            ColumnCaption(flow, right - YearRoom - AmountRoom, "Rate", head);
        }
        ColumnCaption(flow, right - YearRoom, $"Amount {payslip.Currency}", head);
        ColumnCaption(flow, right, "Year to date", head);
        flow.Y += HeadHeight;
    }

    private void Caption(Flow flow, string title, int? row)
    {
        var room = flow.Width - YearRoom - AmountRoom;
        var style = canvas.Width(title, s_heading) is var width && width > room ? s_heading with { Size = s_heading.Size * room / width } : s_heading;
        if (row is { } tag) canvas.Text(flow.Page, flow.X, flow.Y + 1_250, title, style, tag, "TH", PdfTags.ColumnHeader);
        else canvas.Repeat(flow.Page, flow.X, flow.Y + 1_250, title, style);
        canvas.Fill(flow.Page, flow.X, flow.Y + 1_700, flow.Width, 60, Ink.Accent);
    }

    private void ColumnCaption(Flow flow, int right, string caption, int? row)
    {
        if (row is { } tag) canvas.TextRight(flow.Page, right, flow.Y + 1_250, AmountRoom, caption, s_caption, tag, "TH", PdfTags.ColumnHeader);
        else canvas.Repeat(flow.Page, right - canvas.Width(caption, s_caption), flow.Y + 1_250, caption, s_caption);
    }

    private string LabelWithUnits(PayslipLine line) => (line.Units, line.Rate) switch
    {
        ({ } units, { } rate) => $"{line.Label} ({PayslipFormat.Units(units)} × {PayslipFormat.Rate(rate, payslip.CurrencyDigits)})",
        ({ } units, null) => $"{line.Label} ({PayslipFormat.Units(units)})",
        (null, { } rate) => $"{line.Label} (at {PayslipFormat.Rate(rate, payslip.CurrencyDigits)})",
        _ => line.Label,
    };

    private void Row(Flow flow, PayslipLine line, List<string> label, bool byUnits, bool kinds, int table)
    {
        var row = canvas.Tags.Add(table, "TR");
        var (page, y, right) = (flow.Page, flow.Y + 950, flow.X + flow.Width);
        canvas.Text(page, flow.X, y, label, Leading, s_body, row, "TH", PdfTags.RowHeader);
        if (kinds) canvas.Text(page, right - YearRoom - AmountRoom - (byUnits ? UnitsRoom + RateRoom : 0) - KindRoom, y, PayslipFormat.Kind(line.Kind), s_muted, row, "TD");
        if (byUnits)
        {
            var units = line.Units is { } u ? PayslipFormat.Units(u) : "";
            var rate = line.Rate is { } r ? PayslipFormat.Rate(r, payslip.CurrencyDigits) : "";
            canvas.TextRight(page, right - YearRoom - AmountRoom - RateRoom, y, UnitsRoom - 300, units, s_body, row, "TD");
            canvas.TextRight(page, right - YearRoom - AmountRoom, y, RateRoom - 300, rate, s_body, row, "TD");
        }
        canvas.TextRight(page, right - YearRoom, y, AmountRoom - 300, PayslipFormat.Amount(line.Amount, payslip.CurrencyDigits), s_body, row, "TD");
        canvas.TextRight(page, right, y, YearRoom - 300, line.YearToDate is { } ytd ? PayslipFormat.Amount(ytd, payslip.CurrencyDigits) : "", s_body, row, "TD");
        EndRow(flow, label.Count);
    }

    private void EndRow(Flow flow, int lines)
    {
        flow.Y += RowHeight + (Leading * (lines - 1));
        canvas.Fill(flow.Page, flow.X, flow.Y, flow.Width, 25, Ink.Hairline);
    }
}
