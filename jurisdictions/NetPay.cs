namespace Bureau.Jurisdictions;

/// <summary>What the bank transfer is, the same in every jurisdiction.</summary>
public static class NetPay
{
    /// <summary>Earnings − sacrifices + reimbursements − deductions − statutory deductions of the employee, in the pack's currency.</summary>
    public static decimal Of(PayCase payCase, PayResult result)
    {
        var net = 0m;
        var items = payCase.Pack.PayItems;
        for (var i = 0; i < items.Count; i++)
            net += items[i].Kind switch
            {
                PayItemKind.Earning or PayItemKind.Reimbursement => payCase.Pay[i],
                PayItemKind.Sacrifice or PayItemKind.Deduction => -payCase.Pay[i],
                _ => 0,
            };

        var lines = payCase.Pack.Lines;
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Kind == LineKind.EmployeeDeduction) net -= result.Amounts[i];
        return net;
    }
}
