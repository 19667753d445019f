using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US;

/// <summary>In order of rank: what comes first is taken first.</summary>
internal enum OrderKind { Support, Bankruptcy, TaxLevy, FederalAgencyDebt, StudentLoan, Creditor }

/// <summary>One order as its fields state it. Dollars a pay period, where nothing else is said.</summary>
/// <param name="Amount">Null: as much as the law allows.</param>
/// <param name="Left">What is still to be taken in this and later payments; null = until released.</param>
internal readonly record struct Order(int Slot, OrderKind Kind, DateOnly Received, decimal? Amount, decimal? Exempt, bool SupportsOtherFamily, bool ArrearsOver12Weeks, decimal? Left)
{
    public int Line => Lines.FirstOrder + Slot;

    public static Order? Of(PayCase pay, int slot)
    {
        var field = EmployeeFields.OrderKind(slot);
        OrderKind kind;
        switch (pay.Fields[field])
        {
            case null or "": return null;
            case "support": kind = OrderKind.Support; break;
            case "bankruptcy": kind = OrderKind.Bankruptcy; break;
            case "tax_levy": kind = OrderKind.TaxLevy; break;
            case "federal_agency_debt": kind = OrderKind.FederalAgencyDebt; break;
            case "student_loan": kind = OrderKind.StudentLoan; break;
            case "creditor": kind = OrderKind.Creditor; break;
            case var other: throw Given.Wrong(field, other);
        }

        var exempt = Given.AmountOrNone(pay, field + EmployeeFields.OrderExemptAmount);
        if (kind == OrderKind.TaxLevy && exempt is null)
            throw new RulePackException(EmployeeFields.All[field + EmployeeFields.OrderExemptAmount].Name, "Tax levy: enter the amount that is exempt from it in a pay period, from IRS Publication 1494 and the employee's statement.");
        return new(slot, kind,
            Given.Date(pay, field + EmployeeFields.OrderReceived) ?? DateOnly.MinValue, Given.AmountOrNone(pay, field + EmployeeFields.OrderAmount), exempt,
            Given.Yes(pay, field + EmployeeFields.OrderSupportsOtherFamily), Given.Yes(pay, field + EmployeeFields.OrderArrearsOver12Weeks),
            Given.AmountOrNone(pay, field + EmployeeFields.OrderTotal) is { } total ? Math.Max(0, total - pay.YearToDate[Lines.FirstOrder + slot]) : null);
    }

    /// <summary>What the order asks for when the law allows so much.</summary>
    public decimal Due(decimal allowed) => Math.Min(Math.Min(Amount ?? allowed, allowed), Left ?? allowed);
}

/// <summary>
/// Deductions that an order compels, from disposable earnings: cash earnings less what the law requires to be withheld. Support comes first
/// (a tax levy that arrived before every order of support comes before it: 26 USC 6334(a)(8)), then by rank and date.
/// </summary>
internal static class Orders
{
    public static void Take(in Payment payment, GarnishmentLimits limits)
    {
        // Orders are rare: almost everybody leaves here.
        if (!Any(payment.Case)) return;
        Span<Order> orders = stackalloc Order[EmployeeFields.MostOrders];
        orders = orders[..Read(payment.Case, orders)];

        var disposable = Disposable(payment);
        var taken = 0m;
        var supportTaken = false;
        foreach (ref readonly var order in orders)
        {
            if (order.Kind == OrderKind.Support)
            {
                if (!supportTaken) taken += TakeSupport(payment, limits, orders, disposable, taken);
                supportTaken = true;
                continue;
            }

            taken += Take(payment, limits, order, disposable, taken);
        }
    }

    private static bool Any(PayCase pay)
    {
        for (var slot = 0; slot < EmployeeFields.MostOrders; slot++)
            if (!string.IsNullOrEmpty(pay.Fields[EmployeeFields.OrderKind(slot)])) return true;
        return false;
    }

    /// <summary>Reads the orders in the sequence in which they are served.</summary>
    private static int Read(PayCase pay, Span<Order> orders)
    {
        var count = 0;
        var firstSupport = DateOnly.MaxValue;
        for (var slot = 0; slot < EmployeeFields.MostOrders; slot++)
        {
            if (Order.Of(pay, slot) is not { } order) continue;
            orders[count++] = order;
            if (order.Kind == OrderKind.Support && order.Received < firstSupport) firstSupport = order.Received;
        }

        orders[..count].Sort((a, b) => (Rank(a), a.Received, a.Slot).CompareTo((Rank(b), b.Received, b.Slot)));
        return count;

        int Rank(Order order) => order.Kind == OrderKind.TaxLevy && firstSupport != DateOnly.MaxValue && order.Received < firstSupport ? -1 : (int)order.Kind;
    }

    /// <summary>Cash earnings less taxes and compulsory contributions. What the employee chose to have deducted stays in.</summary>
    private static decimal Disposable(in Payment payment)
    {
        var disposable = payment.Wages.Cash;
        for (var line = Lines.FederalIncomeTax; line < Lines.FirstOrder; line++) disposable -= payment.Amounts[line];
        return Math.Max(0, disposable);
    }

    /// <summary>All orders of support share one limit; where it does not reach, each gets its part by amount.</summary>
    private static decimal TakeSupport(in Payment payment, GarnishmentLimits limits, Span<Order> orders, decimal disposable, decimal taken)
    {
        var (asked, otherFamily, arrears) = (0m, false, false);
        foreach (ref readonly var order in orders)
        {
            if (order.Kind != OrderKind.Support) continue;
            otherFamily |= order.SupportsOtherFamily;
            arrears |= order.ArrearsOver12Weeks;
        }

        var share = limits.SupportShare(otherFamily, arrears);
        var allowed = Math.Min(GarnishmentLimits.OfShare(disposable, share), Math.Max(0, disposable - taken));
        foreach (ref readonly var order in orders)
            if (order.Kind == OrderKind.Support) asked += order.Due(order.Amount ?? allowed);

        var total = 0m;
        foreach (ref readonly var order in orders)
        {
            if (order.Kind != OrderKind.Support) continue;
            var due = order.Due(order.Amount ?? allowed);
            var amount = asked <= allowed ? due : DownToCent(allowed * due / asked);
            total += amount;
            payment.Amounts[order.Line] = amount;
            payment.Trace?.Add(new(Lines.Name(order.Line), "Support", "what the order asks for; all orders of support together at most this share of disposable earnings, each its part by amount",
                [("disposable earnings", Dollars(disposable)), ("share", Percent(share.Value)), ("asked for", Dollars(due)), ("by all orders of support", Dollars(asked))],
                amount, Contributes: amount, Rounding: "cents dropped", Parameter: share.Use));
        }

        return total;
    }

    private static decimal Take(in Payment payment, GarnishmentLimits limits, in Order order, decimal disposable, decimal taken)
    {
        var left = Math.Max(0, disposable - taken);
        var ordinary = limits.Ordinary(disposable, payment.PeriodsInYear, taken);
        var (label, formula, allowed, use) = order.Kind switch
        {
            OrderKind.Bankruptcy => ("Bankruptcy", "what the order asks for", left, (ParameterUse?)null),
            OrderKind.TaxLevy => ("Tax levy", "what is left of disposable earnings − the amount exempt from levy", Math.Max(0, left - order.Exempt!.Value), null),
            OrderKind.FederalAgencyDebt => ("Debt to a federal agency", "at most this share of disposable earnings, and the ordinary limit",
                Math.Min(GarnishmentLimits.OfShare(disposable, limits.FederalAgencyShare), ordinary), limits.FederalAgencyShare.Use),
            OrderKind.StudentLoan => ("Student loan", "at most this share of disposable earnings, and the ordinary limit",
                Math.Min(GarnishmentLimits.OfShare(disposable, limits.StudentLoanShare), ordinary), limits.StudentLoanShare.Use),
            _ => ("Creditor's garnishment", "at most a quarter of disposable earnings, and what is above thirty hours of the minimum wage a week; less what was taken before", ordinary, limits.OrdinaryShare.Use),
        };
        var amount = DownToCent(Math.Min(order.Due(allowed), left));
        payment.Amounts[order.Line] = amount;
        payment.Trace?.Add(new(Lines.Name(order.Line), label, formula,
            [("disposable earnings", Dollars(disposable)), ("taken before", Dollars(taken)), ("allowed", Dollars(allowed)), ("asked for", order.Amount is { } a ? Dollars(a) : "all that is allowed")],
            amount, Contributes: amount, Rounding: "cents dropped", Parameter: use));
        return amount;
    }
}
