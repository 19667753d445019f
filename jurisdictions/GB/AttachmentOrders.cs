using static Bureau.Jurisdictions.GB.Explain;

namespace Bureau.Jurisdictions.GB;

internal enum OrderKind
{
    ChildMaintenance, CourtPriority, CouncilTax, CouncilTaxWales, EarningsArrestment, ConjoinedArrestment, CurrentMaintenance, DirectEarnings, DirectEarningsHigher, DirectEarningsFixed,
    CourtNonPriority,
}

/// <summary>One order as its fields state it.</summary>
internal readonly record struct Order(int Slot, OrderKind Kind, DateOnly Date, decimal Amount, decimal? Protected, decimal Arrears, decimal ProtectedArrears, decimal? Left)
{
    /// <summary>Child maintenance, maintenance, fines, council tax and arrestments come before loans; the others after them.</summary>
    public bool BeforeLoans => Kind <= OrderKind.CurrentMaintenance;

    /// <summary>
    /// Orders of one rank go by date. Arrestments follow child maintenance, and current maintenance the other arrestments (Debtors (Scotland) Act 1987,
    /// section 58); civil debts follow Direct Earnings Attachments.
    /// </summary>
    public int Rank => Kind switch
    {
        OrderKind.ChildMaintenance or OrderKind.CourtPriority or OrderKind.CouncilTax or OrderKind.CouncilTaxWales => 0,
        OrderKind.EarningsArrestment or OrderKind.ConjoinedArrestment => 1,
        OrderKind.CurrentMaintenance => 2,
        OrderKind.DirectEarnings or OrderKind.DirectEarningsHigher or OrderKind.DirectEarningsFixed => 3,
        _ => 4,
    };

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
            case "council_tax_wales": kind = OrderKind.CouncilTaxWales; break;
            case "dea": kind = OrderKind.DirectEarnings; break;
            case "dea_higher": kind = OrderKind.DirectEarningsHigher; break;
            case "dea_fixed": kind = OrderKind.DirectEarningsFixed; break;
            case "conjoined_arrestment": kind = OrderKind.ConjoinedArrestment; break;
            case "current_maintenance": kind = OrderKind.CurrentMaintenance; break;
            case "earnings_arrestment": kind = OrderKind.EarningsArrestment; break;
            case var other: throw Given.Wrong(first, other);
        }

        return new(slot, kind, Given.Date(pay, first + 1) ?? DateOnly.MinValue, Given.Number(pay, first + 2), OrNone(first + 3), Given.Number(pay, first + 4), Given.Number(pay, first + 6), OrNone(first + 5));

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
        foreach (var order in orders.Where(o => o.BeforeLoans).OrderBy(o => o.Rank).ThenBy(o => o.Date).ThenBy(o => o.Slot))
        {
            taken += Deduct(order, net, taken, pay, year, result, trace);
            protectedFromLoans = Math.Max(protectedFromLoans, ProtectedBy(order, net, pay, year));
        }

        if (protectedFromLoans > 0) RestrictLoans(net - taken - protectedFromLoans, result, trace);
        taken += result.Amounts[Lines.StudentLoan] + result.Amounts[Lines.PostgraduateLoan];
        foreach (var order in orders.Where(o => !o.BeforeLoans).OrderBy(o => o.Rank).ThenBy(o => o.Date).ThenBy(o => o.Slot))
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

    private static decimal ProtectedBy(Order order, decimal net, PayCase pay, YearTables year) => order.Kind switch
    {
        OrderKind.CurrentMaintenance => year.Orders.MaintenanceProtectedDaily.Value * Days(pay),
        OrderKind.ChildMaintenance => order.Protected ?? net * year.Orders.ChildMaintenanceProtected.Value,
        OrderKind.CourtPriority or OrderKind.CourtNonPriority => order.Protected ?? 0,
        OrderKind.DirectEarnings or OrderKind.DirectEarningsHigher or OrderKind.DirectEarningsFixed => net * year.Orders.DirectProtected.Value,
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
            OrderKind.CouncilTax => (year.Orders.CouncilTax(pay.Frequency, remaining, default), year.Orders.CouncilTaxUse),
            OrderKind.CouncilTaxWales => (year.Orders.CouncilTax(pay.Frequency, remaining, order.Date == DateOnly.MinValue ? pay.PayDate : order.Date), year.Orders.CouncilTaxWalesUse),
            OrderKind.ConjoinedArrestment => (Conjoined(order, pay, remaining, year), year.Orders.ArrestmentUse),
            OrderKind.CurrentMaintenance => (order.Amount * Days(pay), year.Orders.MaintenanceProtectedDaily.Use),
            OrderKind.EarningsArrestment => (year.Orders.Arrestment(pay.Frequency, remaining), year.Orders.ArrestmentUse),
            OrderKind.DirectEarnings => (year.Orders.Direct(pay.Frequency, net, higher: false), year.Orders.DirectUse),
            OrderKind.DirectEarningsHigher => (year.Orders.Direct(pay.Frequency, net, higher: true), year.Orders.DirectUse),
            _ => (order.Amount + broughtForward, (ParameterUse?)null),
        };
        if (order.Left is { } left) due = Math.Min(due, Math.Max(0, left - pay.YearToDate[line]));
        var protectedEarnings = ProtectedBy(order, net, pay, year) + MakeGood(order, remaining, pay, result, trace);
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

    /// <summary>
    /// Of a priority order of a court: what earlier earnings fell short of the protected earnings is left to the debtor first (Attachment of Earnings
    /// Act 1971, schedule 3, paragraph 6(2)).
    /// </summary>
    /// <returns>What is protected on top of the protected earnings of this period.</returns>
    private static decimal MakeGood(Order order, decimal remaining, PayCase pay, PayResult result, Trace? trace)
    {
        if (order.Kind != OrderKind.CourtPriority) return 0;
        var line = Lines.FirstProtectedShortfall + order.Slot;
        var broughtForward = order.ProtectedArrears + pay.YearToDate[line];
        var over = remaining - (order.Protected ?? 0);
        var change = over < 0 ? -over : -Math.Min(broughtForward, over);
        if (broughtForward == 0 && change == 0) return 0;
        result.Amounts[line] = change;
        trace?.Add(new(Lines.All[line].Name, Lines.All[line].Label, "protected earnings − net earnings where they fall short; else what is made good",
            [("net earnings", Pounds(remaining)), ("protected", Pounds(order.Protected ?? 0)), ("short before", Pounds(broughtForward))], change, Contributes: change));
        return broughtForward;
    }

    /// <summary>
    /// Ordinary debts as an earnings arrestment, then maintenance by its daily rate from what is left above the protected amount (Debtors (Scotland)
    /// Act 1987, section 63).
    /// </summary>
    private static decimal Conjoined(Order order, PayCase pay, decimal remaining, YearTables year)
    {
        var ordinary = year.Orders.Arrestment(pay.Frequency, remaining);
        var above = Math.Max(0, Rounding.DownToPenny(remaining - ordinary - year.Orders.MaintenanceProtectedDaily.Value * Days(pay)));
        return ordinary + Math.Min(order.Amount * Days(pay), above);
    }

    /// <summary>Days of the pay period; where it is not known, of its length.</summary>
    private static int Days(PayCase pay) => pay.PeriodEnd > pay.PeriodStart
        ? pay.PeriodEnd.DayNumber - pay.PeriodStart.DayNumber + 1
        : pay.Frequency switch
        {
            PayFrequency.Weekly => 7,
            PayFrequency.Fortnightly => 14,
            PayFrequency.FourWeekly => 28,
            PayFrequency.Monthly => DateTime.DaysInMonth(pay.PayDate.Year, pay.PayDate.Month),
            _ => 365,
        };

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
