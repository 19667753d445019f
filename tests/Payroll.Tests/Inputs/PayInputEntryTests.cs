using Bureau.Jurisdictions;
using Bureau.Payroll.Inputs;

namespace Bureau.Payroll.Tests.Inputs;

public class PayInputEntryTests
{
    private static readonly IRulePack Pack = RulePacks.For("GB");

    private static PayInputEntry Accepted(string item, string? units = null, string? rate = null, string? amount = null, string? note = null)
    {
        var (entry, problems) = PayInputEntry.Of(Pack, new TypedPayInput(item, units, rate, amount, note));
        problems.ShouldBeEmpty();
        return entry.ShouldNotBeNull();
    }

    private static PayInputProblem Refused(string item, string? units = null, string? rate = null, string? amount = null, string? note = null)
    {
        var (entry, problems) = PayInputEntry.Of(Pack, new TypedPayInput(item, units, rate, amount, note));
        entry.ShouldBeNull();
        return problems.ShouldHaveSingleItem();
    }

    [Fact]
    public void Hours_at_a_rate_come_to_the_amount_rounded_to_the_penny()
    {
        var entry = Accepted("overtime", units: "7.5", rate: "18.7301");
        (entry.UnitsE4, entry.RateE4, entry.AmountMinor).ShouldBe((75_000, 187_301, 14_048));
    }

    [Fact]
    public void Hours_without_a_rate_are_left_to_the_rate_in_force() =>
        Accepted("regular", units: "37.5").AmountMinor.ShouldBeNull();

    [Fact]
    public void The_same_amount_may_stand_beside_units_and_rate() =>
        Accepted("overtime", units: "2", rate: "10", amount: "20.00").AmountMinor.ShouldBe(2_000);

    [Theory]
    [InlineData("bonus"), InlineData("Bonus"), InlineData(" BONUS ")]
    public void An_item_is_known_by_name_and_by_label(string item) => Accepted(item, amount: "1").Item.Name.ShouldBe("bonus");

    [Theory]
    [InlineData("1,234.50", 123_450), InlineData("1234.5", 123_450), InlineData(" 1,234,567.89 ", 123_456_789), InlineData(".5", 50)]
    public void Thousands_may_be_parted(string typed, long minor) => Accepted("bonus", amount: typed).AmountMinor.ShouldBe(minor);

    [Theory]
    [InlineData("12,5"), InlineData("1.234,56"), InlineData("£100"), InlineData("1e3"), InlineData("12,34.5"), InlineData("ten"), InlineData("-"), InlineData("=1+1")]
    public void What_could_be_misread_is_refused(string typed) => Refused("bonus", amount: typed).Field.ShouldBe("Amount");

    [Theory]
    [InlineData("10.005"), InlineData("10000000"), InlineData("0"), InlineData("0.00")]
    public void An_amount_that_cannot_be_paid_is_refused(string typed) => Refused("bonus", amount: typed).Field.ShouldBe("Amount");

    [Fact]
    public void An_amount_that_is_not_units_times_rate_is_refused() => Refused("overtime", "2", "10", "21").Message.ShouldContain("units × rate");

    [Fact]
    public void Units_with_an_amount_need_their_rate() => Refused("overtime", units: "2", amount: "21").Field.ShouldBe("Rate");

    [Fact]
    public void A_rate_needs_units() => Refused("overtime", rate: "10").Field.ShouldBe("Units");

    [Fact]
    public void Units_belong_to_items_paid_by_units() => Refused("bonus", units: "2", amount: "10").Field.ShouldBe("Units");

    [Theory]
    [InlineData("union_dues"), InlineData("salary_sacrifice"), InlineData("payrolled_benefit")]
    public void What_is_taken_off_or_only_taxed_is_entered_as_a_positive_amount(string item) => Refused(item, amount: "-5", note: "refund").Field.ShouldBe("Amount");

    [Fact]
    public void Pay_is_taken_back_only_with_a_reason()
    {
        Refused("bonus", amount: "-50").Field.ShouldBe("Note");
        Accepted("bonus", amount: "−50", note: "Paid twice in October").AmountMinor.ShouldBe(-5_000);
        Refused("overtime", units: "-2", rate: "10").Field.ShouldBe("Note");
        Accepted("overtime", units: "-2", rate: "10", note: "Week 46 entered twice").AmountMinor.ShouldBe(-2_000);
    }

    [Fact]
    public void Nothing_entered_says_what_to_enter()
    {
        Refused("regular").Field.ShouldBe("Units");
        Refused("bonus").Field.ShouldBe("Amount");
    }

    [Fact]
    public void An_unknown_item_names_those_there_are() => Refused("bonsu", amount: "1").Message.ShouldContain("bonus");

    [Fact]
    public void All_problems_of_an_entry_are_told_at_once() =>
        PayInputEntry.Of(Pack, new TypedPayInput("bonus", "x", "y", "z", new string('n', 401))).Problems.Select(p => p.Field).ShouldBe(["Note", "Units", "Rate", "Amount"]);
}
