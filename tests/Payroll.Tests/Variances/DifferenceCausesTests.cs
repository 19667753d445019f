using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Variances;

namespace Bureau.Payroll.Tests.Variances;

public class DifferenceCausesTests
{
    private static readonly IRulePack Pack = RulePacks.For("GB");

    private static RunFrame Frame(int month, int year = 2026) => new()
    {
        Country = "GB",
        PackVersion = Pack.Version,
        Currency = "GBP",
        Frequency = "Monthly",
        PeriodStart = new(year, month, 1),
        PeriodEnd = new DateOnly(year, month, 1).AddMonths(1).AddDays(-1),
        PayDate = new(year, month, 28),
        TaxYear = Pack.TaxYearOf(new(year, month, 28)).Label,
        PeriodNumber = Pack.PeriodOf(new(year, month, 28), PayFrequency.Monthly),
        LegalEntityId = 1,
        EmployerName = "Harbour & Vale Ltd",
        EmployerAddress = [],
        EmployerFields = [],
    };

    private static FrozenInput Person(decimal yearly, RunFrame frame, params (string Field, string Value)[] fields)
    {
        var input = new FrozenInput { EmployeeId = 1, Number = "1", Name = "Ana Silva", Method = "BACS" };
        foreach (var (field, value) in new[] { ("tax_code", "1257L"), ("ni_category", "A") }.Where(f => fields.All(x => x.Field != f.Item1)).Concat(fields)) input.Fields.Add(new(field, value));
        var days = frame.PeriodEnd.Day;
        var amount = (long)decimal.Round(yearly / 12 * 100, MidpointRounding.AwayFromZero);
        if (yearly > 0) input.Pay.Add(new("regular", "Basic pay", amount, Parts: [new(frame.PeriodStart, frame.PeriodEnd, yearly, days, amount)]));
        return input;
    }

    private static (byte[] Bytes, PayFigures Figures, byte[] Balances) Paid(FrozenInput input, RunFrame frame, byte[]? before = null)
    {
        if (before is not null) CopyInto(input.Before, BalancesFormat.FromBytes(before));
        var bytes = FrozenInputFormat.ToBytes(input);
        var payslip = new PayslipCalculator(frame, Pack).Calculate(bytes);
        payslip.IsPayable.ShouldBeTrue(string.Join("; ", payslip.Findings.Select(f => f.Message)));
        return (bytes, new(payslip.GrossMinor, payslip.DeductionsMinor, payslip.ReimbursementsMinor, payslip.NetMinor, payslip.EmployerCostMinor), payslip.Balances.ToArray());

        static void CopyInto(Balances to, Balances from)
        {
            to.Lines.AddRange(from.Lines);
            to.Items.AddRange(from.Items);
            (to.GrossMinor, to.DeductionsMinor, to.NetMinor) = (from.GrossMinor, from.DeductionsMinor, from.NetMinor);
        }
    }

    private static IReadOnlyList<Cause> Causes(RunFrame first, FrozenInput before, RunFrame second, FrozenInput now)
    {
        var then = Paid(before, first);
        var paid = Paid(now, second, first.TaxYear == second.TaxYear ? then.Balances : null);
        var causes = new DifferenceCauses(first, second, Pack).Of(then.Bytes, then.Figures, paid.Bytes, paid.Figures);
        causes.Aggregate(default(PayFigures), (sum, c) => sum + c.Change).ShouldBe(paid.Figures - then.Figures);
        return causes;
    }

    [Fact]
    public void A_bonus_is_the_cause_with_what_is_left_of_it()
    {
        var (first, second) = (Frame(4), Frame(5));
        var now = Person(36_000, second);
        now.Pay.Add(new("bonus", "Bonus", 100_000));
        var bonus = Causes(first, Person(36_000, first), second, now)[0];
        // 20 % tax and 8 % National Insurance of 1,000.
        (bonus.Key, bonus.Label, bonus.Detail, bonus.Change.GrossMinor, bonus.Change.NetMinor).ShouldBe(("item:bonus", "Bonus", "none → 1,000.00, one-off", 100_000, 72_000));
    }

    [Fact]
    public void Salary_and_tax_code_and_letter_are_told_apart()
    {
        var (first, second) = (Frame(4), Frame(5));
        var causes = Causes(first, Person(36_000, first), second, Person(39_000, second, ("tax_code", "BR"), ("tax_basis", "week1_month1"), ("ni_category", "C")));
        causes.Select(c => c.Key).ShouldBe(["field:tax_code+tax_basis", "field:ni_category", "salary", "rounding"], ignoreOrder: true);
        causes.Single(c => c.Key == "salary").Detail.ShouldBe("36,000.00 → 39,000.00 a year");
        causes.Single(c => c.Key == "field:tax_code+tax_basis").ShouldSatisfyAllConditions(c => c.Label.ShouldBe("Tax code, Tax basis"), c => c.Detail.ShouldStartWith("1257L → BR; "));
        // No employee's contributions above pension age: 8 % of 3,250 above the primary threshold of 1,048.
        causes.Single(c => c.Key == "field:ni_category").Change.NetMinor.ShouldBe(176_16);
        causes.Select(c => Math.Abs(c.Change.NetMinor)).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Hours_and_their_rate_are_two_causes()
    {
        var (first, second) = (Frame(4), Frame(5));
        var (before, now) = (Person(0, first), Person(0, second));
        before.Pay.Add(new("regular", "Basic pay", 160_000, 100m, 16m));
        now.Pay.Add(new("regular", "Basic pay", 255_000, 150m, 17m));
        var causes = Causes(first, before, second, now);
        causes.Single(c => c.Key == Cause.HourlyRate).ShouldSatisfyAllConditions(c => c.Detail.ShouldBe("16 → 17"), c => c.Change.GrossMinor.ShouldBe(10_000));
        causes.Single(c => c.Key == "item:regular").ShouldSatisfyAllConditions(c => c.Detail.ShouldBe("100 → 150"), c => c.Change.GrossMinor.ShouldBe(85_000));
    }

    [Fact]
    public void Nothing_changed_leaves_pence_of_rounding_or_nothing()
    {
        var (first, second) = (Frame(4), Frame(5));
        Causes(first, Person(36_123.45m, first), second, Person(36_123.45m, second)).ShouldAllBe(c => c.Key == Cause.Rounding && Math.Abs(c.Change.NetMinor) <= 100);
    }

    [Fact]
    public void A_new_tax_year_is_told_as_its_rates()
    {
        var (first, second) = (Frame(3), Frame(4));
        var causes = Causes(first, Person(36_000, first), second, Person(36_000, second));
        causes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Key.ShouldBe(Cause.Rates), c => c.Detail.ShouldContain("28 Apr 2026"));
    }

    /// <summary>Whatever changes between two payslips, and in whatever mixture, the causes add up to the last penny in every total.</summary>
    [Fact]
    public void Causes_add_up_exactly_whatever_changed()
    {
        var random = new Random(20261121);
        string[] codes = ["1257L", "BR", "D0", "K475", "S1257L", "C1257L", "0T", "NT"], letters = ["A", "B", "C", "H", "J", "M"], items = ["bonus", "commission", "overtime", "union_dues", "expenses", "salary_sacrifice"];
        items = [.. items.Where(i => Pack.PayItems.TryGet(i, out _))];
        items.Length.ShouldBeGreaterThan(2);
        var told = 0;
        for (var i = 0; i < 400; i++)
        {
            var first = Frame(random.Next(1, 12));
            var second = Frame(first.PeriodStart.Month + 1);
            told += Causes(first, Anybody(first), second, Anybody(second)).Count;
        }
        told.ShouldBeGreaterThan(1000);

        FrozenInput Anybody(RunFrame frame)
        {
            var fields = new List<(string, string)> { ("tax_code", codes[random.Next(codes.Length)]), ("ni_category", letters[random.Next(letters.Length)]) };
            if (random.Next(2) == 0) fields.Add(("tax_basis", "week1_month1"));
            if (random.Next(2) == 0) fields.Add(("student_loan_plans", "plan_2"));
            if (random.Next(2) == 0) fields.AddRange([("pension_scheme", random.Next(2) == 0 ? "net_pay" : "relief_at_source"), ("pension_employee_rate", (random.Next(3, 12) / 100m).ToString(CultureInfo.InvariantCulture))]);
            var input = Person(random.Next(3) == 0 ? 0 : random.Next(12_000, 180_000), frame, [.. fields]);
            if (random.Next(2) == 0 || input.Pay.Count == 0)
            {
                var (units, rate) = (random.Next(1, 20_000) / 100m, random.Next(1271, 4000) / 100m);
                input.Pay.Add(new("regular", "Basic pay", (long)decimal.Round(units * rate * 100, MidpointRounding.AwayFromZero), units, rate));
            }
            foreach (var item in items)
                if (random.Next(3) == 0) input.Pay.Add(new(item, Pack.PayItems[item].Label, random.Next(1, 40_000), Fixed: random.Next(2) == 0));
            return input;
        }
    }
}
