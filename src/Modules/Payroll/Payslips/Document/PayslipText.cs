using System.Text;

namespace Bureau.Payroll.Payslips.Document;

/// <summary>The payslip as plain text, 78 columns wide: for people who read it aloud or in a terminal, and for approved examples.</summary>
internal static class PayslipText
{
    private const int Width = 78;
    private const int AmountWidth = 15;
    private const int UnitsWidth = 11;
    private const int LabelWidth = Width - (2 * AmountWidth);

    public static string Render(PayslipDocument payslip)
    {
        var text = new StringBuilder(2048);
        Sides(text, payslip.Employer.Name, "PAYSLIP");
        if (payslip.Employer.Address.Count > 0) Wrapped(text, string.Join(", ", payslip.Employer.Address));
        foreach (var reference in payslip.Employer.References) Line(text, $"{reference.Label}: {reference.Value}");
        Rule(text, '=');
        Line(text, payslip.Employee.Name);
        if (payslip.Employee.Address.Count > 0) Wrapped(text, string.Join(", ", payslip.Employee.Address));
        foreach (var fact in PayslipFormat.Facts(payslip.Employee)) Line(text, $"  {fact.Label,-28}{fact.Value}");
        foreach (var fact in PayslipFormat.PeriodFacts(payslip).Concat(PayslipFormat.PaymentFacts(payslip))) Line(text, $"  {fact.Label,-28}{fact.Value}");

        Table(text, payslip, "Earnings", payslip.Earnings);
        Rule(text, '-');
        Total(text, payslip, "Gross pay", payslip.GrossPay);
        foreach (var hours in payslip.Hours) Line(text, $"{Clipped(hours.Label),-LabelWidth}{PayslipFormat.Units(hours.Hours),AmountWidth} hours");
        foreach (var leave in payslip.Leave) Line(text, $"{Clipped(leave.Label),-LabelWidth}{PayslipFormat.Units(leave.Available),AmountWidth} hours available (accrued {PayslipFormat.Units(leave.Accrued)}, taken {PayslipFormat.Units(leave.Taken)})");
        Table(text, payslip, "Deductions", payslip.Deductions);
        Rule(text, '-');
        Total(text, payslip, "Total deductions", payslip.TotalDeductions);
        if (PayslipFormat.MarksKinds(payslip)) Line(text, PayslipFormat.KindKey);
        Table(text, payslip, "Reimbursements", payslip.Reimbursements);
        Table(text, payslip, "Benefits in kind (taxed, not paid out)", payslip.BenefitsInKind);
        Rule(text, '=');
        Total(text, payslip, $"NET PAY {PayslipFormat.Money(payslip.NetPay.Amount, payslip.Currency, payslip.CurrencyDigits)}", payslip.NetPay);
        Line(text, PayslipFormat.NetPayInWords(payslip));
        Rule(text, '=');
        Table(text, payslip, "Bases", payslip.Bases);
        Table(text, payslip, "Employer costs", payslip.EmployerCosts);
        if (payslip.Message is { Length: > 0 } message)
        {
            Line(text, "");
            Line(text, "Message from your employer");
            foreach (var paragraph in message.ReplaceLineEndings("\n").Split('\n')) Wrapped(text, paragraph);
        }
        Line(text, "");
        Line(text, PayslipFormat.Footer(payslip, PayslipBytes.Hash(payslip.ToBytes())));
        return text.ToString();
    }

    private static void Table(StringBuilder text, PayslipDocument payslip, string title, IReadOnlyList<PayslipLine> lines)
    {
        if (lines.Count == 0) return;
        Line(text, "");
        var byUnits = lines.Any(line => line.Units is not null || line.Rate is not null);
        Line(text, byUnits
            ? $"{title,-(LabelWidth - (2 * UnitsWidth))}{"Units",UnitsWidth}{"Rate",UnitsWidth}{"Amount",AmountWidth}{"Year to date",AmountWidth}"
            : $"{title,-LabelWidth}{"Amount",AmountWidth}{"Year to date",AmountWidth}");
        Rule(text, '-');
        foreach (var line in lines)
        {
            var label = PayslipFormat.Kind(line.Kind) is { Length: > 0 } kind ? $"{kind} {line.Label}" : line.Label;
            var units = line.Units is { } u ? PayslipFormat.Units(u) : "";
            var rate = line.Rate is { } r ? PayslipFormat.Rate(r, payslip.CurrencyDigits) : "";
            var labelWidth = units.Length + rate.Length > 0 ? LabelWidth - (2 * UnitsWidth) : LabelWidth;
            var rows = WordWrap.Lines(label, labelWidth - 1, part => part.Length);
            for (var i = 0; i < rows.Count - 1; i++) Line(text, rows[i]);
            var figures = labelWidth == LabelWidth ? "" : units.PadLeft(UnitsWidth) + rate.PadLeft(UnitsWidth);
            Line(text, rows[^1].PadRight(labelWidth) + figures + Amounts(payslip, line.Amount, line.YearToDate));
        }
    }

    private static void Total(StringBuilder text, PayslipDocument payslip, string label, PayslipFigure figure) =>
        Line(text, label.PadRight(LabelWidth) + Amounts(payslip, figure.Amount, figure.YearToDate));

    private static string Amounts(PayslipDocument payslip, long amount, long? yearToDate) =>
        PayslipFormat.Amount(amount, payslip.CurrencyDigits).PadLeft(AmountWidth)
        + (yearToDate is { } ytd ? PayslipFormat.Amount(ytd, payslip.CurrencyDigits).PadLeft(AmountWidth) : "");

    private static void Sides(StringBuilder text, string left, string right) => Line(text, left.PadRight(Width - right.Length) + right);

    private static void Wrapped(StringBuilder text, string words)
    {
        foreach (var line in WordWrap.Lines(words, Width, part => part.Length)) Line(text, line);
    }

    private static string Clipped(string label) => label.Length >= LabelWidth ? label[..(LabelWidth - 1)] : label;

    private static void Rule(StringBuilder text, char with) => text.Append(with, Width).Append('\n');

    private static void Line(StringBuilder text, string line)
    {
        foreach (var c in line.AsSpan().TrimEnd()) text.Append(char.IsControl(c) ? ' ' : c);
        text.Append('\n');
    }
}
