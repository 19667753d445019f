using static Bureau.Jurisdictions.GB.Explain;

namespace Bureau.Jurisdictions.GB;

internal enum OrderKind { ChildMaintenance, CourtPriority, CouncilTax, EarningsArrestment, DirectEarnings, DirectEarningsHigher, CourtNonPriority }

/// <summary>One order as its fields state it.</summary>
internal readonly record struct Order(int Slot, OrderKind Kind, DateOnly Date, decimal Amount, decimal? Protected, decimal Arrears, decimal? Left)
{
    /// <summary>Child maintenance, maintenance, fines, council tax and arrestments come before loans; the others after them.</summary>
    public bool BeforeLoans => Kind <= OrderKind.EarningsArrestment;

    /// <summary>What could not be deducted is caught up later.</summary>
    public bool CarriesForward => Kind is OrderKind.ChildMaintenance or OrderKind.CourtPriority;

    public static Order? Of(PayCase pay, int slot)
    {
        var first = EmployeeFields.FirstOrder + slot * EmployeeFields.FieldsOfAnOrder;
        OrderKind kind;
        switch (pay.Fields[first])
        {
            case null or "": return null;
            case "deo": kind = OrderKind.ChildMaintenance; break;
            case "aeo_priority": kind = OrderKind.CourtPriority; break;
            case "aeo_non_priority": kind = OrderKind.CourtNonPriority; break;
            case "council_tax": kind = OrderKind.CouncilTax; break;
            case "dea": kind = OrderKind.DirectEarnings; break;
            case "dea_higher": kind = OrderKind.DirectEarningsHigher; break;
            case "earnings_arrestment": kind = OrderKind.EarningsArrestment; break;
            case var other: throw Given.Wrong(first, other);
        }

        return new(slot, kind, Given.Date(pay, first + 1) ?? DateOnly.MinValue, Given.Number(pay, first + 2), OrNone(first + 3), Given.Number(pay, first + 4), OrNone(first + 5));

        decimal? OrNone(int field) => string.IsNullOrEmpty(pay.Fields[field]) ? null : Given.Number(pay, field);
    }
}

/// <summary>
/// Deductions by order of a court or authority from net earnings: pay less tax, National Insurance and pension. Priority orders by date, then
/// loans as far as protected earnings allow (CSLM18025), then Direct Earnings Attachments and civil debts by date.
/// </summary>
internal static class AttachmentOrders
{
    public static void Calculate(PayCase pay, YearTables year, PayResult result, Trace? trace)
    {
        // Orders are rare: almost everybody leaves here.
        if (!Any(pay)) return;
        var orders = new List<Order>(EmployeeFields.MostOrders);
        for (var slot = 0; slot < EmployeeFields.MostOrders; slot++)
            if (Order.Of(pay, slot) is { } order) orders.Add(order);

        var net = NetEarnings(pay, result);
        var taken = 0m;
        var protectedFromLoans = 0m;
        foreach (var order in orders.Where(o => o.BeforeLoans).OrderBy(o => o.Date).ThenBy(o => o.Slot))
        {
            taken += Deduct(order, net, taken, pay, year, result, trace);
            protectedFromLoans = Math.Max(protectedFromLoans, ProtectedBy(order, net, year));
        }

        if (protectedFromLoans > 0) RestrictLoans(net - taken - protectedFromLoans, result, trace);
        taken += result.Amounts[Lines.StudentLoan] + result.Amounts[Lines.PostgraduateLoan];
        foreach (var order in orders.Where(o => !o.BeforeLoans).OrderBy(o => o.Date).ThenBy(o => o.Slot))
            taken += Deduct(order, net, taken, pay, year, result, trace);
        TakeFee(orders, pay, year, result, trace);
    }

    private static bool Any(PayCase pay)
    {
        for (var slot = 0; slot < EmployeeFields.MostOrders; slot++)
            if (!string.IsNullOrEmpty(pay.Fields[EmployeeFields.FirstOrder + slot * EmployeeFields.FieldsOfAnOrder])) return true;
        return false;
    }

    /// <summary>Cash earnings, statutory family pay left out, less pay given up, tax, National Insurance and pension.</summary>
    private static decimal NetEarnings(PayCase pay, PayResult result)
    {
        var net = 0m;
        for (var i = 0; i < pay.Pay.Length; i++)
            net += PayItems.All[i].Kind switch { PayItemKind.Earning => pay.Pay[i], PayItemKind.Sacrifice => -pay.Pay[i], _ => 0 };
        foreach (var (item, _) in Lines.StatutoryPay) net -= pay.Pay[item];
        var a = result.Amounts;
        return Math.Max(0, net - a[Lines.IncomeTax] - a[Lines.EmployeeNic] - a[Lines.EmployeePension] - a[Lines.PensionSacrifice]);
    }

    private static decimal ProtectedBy(Order order, decimal net, YearTables year) => order.Kind switch
    {
        OrderKind.ChildMaintenance => order.Protected ?? net * year.Orders.ChildMaintenanceProtected.Value,
        OrderKind.CourtPriority or OrderKind.CourtNonPriority => order.Protected ?? 0,
        OrderKind.DirectEarnings or OrderKind.DirectEarningsHigher => net * year.Orders.DirectProtected.Value,
        _ => 0,
    };

    private static decimal Deduct(Order order, decimal net, decimal taken, PayCase pay, YearTables year, PayResult result, Trace? trace)
    {
        var shortfallLine = Lines.FirstShortfall + order.Slot;
        var line = Lines.FirstOrder + order.Slot;
        var remaining = net - taken;
        var broughtForward = order.CarriesForward ? order.Arrears + pay.YearToDate[shortfallLine] : 0;
        var (due, use) = order.Kind switch
        {
            OrderKind.CouncilTax => (year.Orders.CouncilTax(pay.Frequency, remaining), year.Orders.CouncilTaxUse),
            OrderKind.EarningsArrestment => (year.Orders.Arrestment(pay.Frequency, remaining), year.Orders.ArrestmentUse),
            OrderKind.DirectEarnings => (year.Orders.Direct(pay.Frequency, net, higher: false), year.Orders.DirectUse),
            OrderKind.DirectEarningsHigher => (year.Orders.Direct(pay.Frequency, net, higher: true), year.Orders.DirectUse),
            _ => (order.Amount + broughtForward, (ParameterUse?)null),
        };
        if (order.Left is { } left) due = Math.Min(due, Math.Max(0, left - pay.YearToDate[line]));
        var protectedEarnings = ProtectedBy(order, net, year);
        var deducted = Math.Min(due, Math.Max(0, Rounding.DownToPenny(remaining - protectedEarnings)));

        result.Amounts[line] = deducted;
        if (order.CarriesForward) result.Amounts[shortfallLine] = due - deducted - broughtForward;
        trace?.Add(new(Lines.All[line].Name, Lines.All[line].Label, "what the order asks for, as far as it leaves protected earnings",
            [("net earnings", Pounds(net)), ("taken before", Pounds(taken)), ("asked for", Pounds(due)), ("protected", Pounds(protectedEarnings))],
            deducted, Contributes: deducted, Parameter: use));
        if (order.CarriesForward)
            trace?.Add(new(Lines.All[shortfallLine].Name, Lines.All[shortfallLine].Label, "asked for − deducted − brought forward",
                [("asked for", Pounds(due)), ("deducted", Pounds(deducted)), ("brought forward", Pounds(broughtForward))],
                result.Amounts[shortfallLine], Contributes: result.Amounts[shortfallLine]));
        return deducted;
    }

    /// <summary>Loans are taken only as far as protected earnings of priority orders remain, in whole pounds.</summary>
    private static void RestrictLoans(decimal scope, PayResult result, Trace? trace)
    {
        foreach (var line in (ReadOnlySpan<int>)[Lines.StudentLoan, Lines.PostgraduateLoan])
        {
            var full = result.Amounts[line];
            var allowed = Math.Min(full, Rounding.DownToPound(Math.Max(0, scope)));
            scope -= allowed;
            if (allowed == full) continue;
            result.Amounts[line] = allowed;
            trace?.Add(new(Lines.All[line].Name, "Protected earnings", "priority orders come first and their protected earnings must remain", [],
                allowed, Contributes: allowed - full, Rounding: "down to whole pounds"));
        }
    }

    private static void TakeFee(List<Order> orders, PayCase pay, YearTables year, PayResult result, Trace? trace)
    {
        if (pay.Employer[EmployerFields.AttachmentAdminFee] != "true") return;
        var deductions = orders.Count(o => result.Amounts[Lines.FirstOrder + o.Slot] > 0);
        var fee = deductions * year.Orders.AdminFee.Value;
        if (fee == 0) return;
        result.Amounts[Lines.OrderAdminFee] = fee;
        trace?.Add(new("order_admin_fee", "Administration fee", "deductions by order × fee", [("deductions", Count(deductions, "order"))], fee, Contributes: fee, Parameter: year.Orders.AdminFee.Use));
    }
}
