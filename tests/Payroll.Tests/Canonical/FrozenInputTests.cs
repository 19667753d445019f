using System.Text;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Canonical;

namespace Bureau.Payroll.Tests.Canonical;

public class FrozenInputTests
{
    /// <summary>Somebody of whom there is everything to say.</summary>
    private static FrozenInput Everything()
    {
        var input = new FrozenInput
        {
            EmployeeId = 4711,
            Number = "E-0042",
            Name = "Séan \"Jack\" O’Neill",
            Department = "Quay & Yard",
            CostCentre = "Q1",
            Method = "BACS",
            AccountLast4 = "4321",
            AccountIndex = "00ff",
            AccountHolder = "S O’Neill",
        };
        input.Address.AddRange(["1 Quay", "Leith"]);
        input.Fields.AddRange([new("tax_code", "1257L"), new("ni_category", "A")]);
        input.Pay.Add(new("salary", "Salary", 300_000, Fixed: true, Parts: [new(new(2026, 11, 1), new(2026, 11, 30), 36_000.50m, 30, 300_000)]));
        input.Pay.Add(new("overtime", "Overtime", 5_025, 3.50m, 14.3571m));
        input.Pay.Add(new("bonus", "Bonus", 10_000));
        input.Pay.Add(new("bonus", "By the piece", 700, 7m));
        input.Pay.Add(new("salary", "Back pay", 8_334, Owed: [new(new(2026, 10, 1), new(2026, 10, 31), 300_000, 291_666)]));
        input.Before.Lines.AddRange([new("income_tax", 1_234.50m), new("niable_pay.M", -0.0001m)]);
        input.Before.Items.Add(new("salary", 2_100_000));
        (input.Before.GrossMinor, input.Before.DeductionsMinor, input.Before.NetMinor) = (2_100_000, 400_000, 1_700_000);
        input.Findings.AddRange([new("no_bank_details", null, "There are no bank details to pay to.", true), new("late", "tax_code", "Known late.", false)]);
        return input;
    }

    [Fact]
    public void Canonical_bytes_stay_what_they_are() =>
        Encoding.UTF8.GetString(FrozenInputFormat.ToBytes(Everything())).ShouldMatchApproved(c => c.SubFolder("Approved").WithFilenameGenerator((_, _, type, _) => $"frozen-input.{type}.json").NoDiff());

    [Fact]
    public void Comes_back_from_its_bytes_as_it_was()
    {
        var bytes = FrozenInputFormat.ToBytes(Everything());
        var back = new FrozenInput();
        FrozenInputFormat.Read(bytes, back, new TextPool());
        FrozenInputFormat.ToBytes(back).ShouldBe(bytes);
    }

    [Fact]
    public void Bytes_that_are_cut_short_or_altered_are_refused_or_read_never_worse()
    {
        var bytes = FrozenInputFormat.ToBytes(Everything());
        var (into, pool) = (new FrozenInput(), new TextPool());
        for (var length = 0; length < bytes.Length; length++)
            Should.Throw<FormatException>(() => FrozenInputFormat.Read(bytes.AsSpan(0, length), into, pool));
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var other in "\"\\{}[],:0n-.\0"u8)
            {
                var altered = bytes.ToArray();
                altered[at] = other;
                try
                {
                    FrozenInputFormat.Read(altered, into, pool);
                }
                catch (FormatException)
                {
                }
            }
        }
    }
}
