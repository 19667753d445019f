using CsvHelper;

namespace Bureau.Jurisdictions;

/// <summary>
/// Calculates a file of cases without a database: cases in (the columns of vector files; <c>expect.*</c> is ignored), results out
/// (<c>case</c>, every line of the pack, <c>net_pay</c>). Streams, so that a file may be of any length.
/// <code>var done = CalculateCsv.Run(RulePacks.For("GB"), input, output, problem => Console.Error.WriteLine(problem));</code>
/// </summary>
public static class CalculateCsv
{
    /// <param name="onProblem">Told each bad cell or row, by line and column. The other rows are still calculated.</param>
    /// <returns>How many rows were calculated and how many not.</returns>
    public static CalculatedRows Run(IRulePack pack, TextReader cases, TextWriter results, Action<RowProblem> onProblem)
    {
        try
        {
            using var reader = new CaseReader(pack, cases);
            return Run(pack, reader, results, onProblem);
        }
        catch (RulePackException header)
        {
            onProblem(new(1, header.Field, header.Message));
            return new(0, 0);
        }
    }

    private static CalculatedRows Run(IRulePack pack, CaseReader reader, TextWriter results, Action<RowProblem> onProblem)
    {
        using var writer = CsvWriter.Create(results, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteHeader(["case", .. pack.Lines.Select(l => l.Name), "net_pay"]);

        var result = new PayResult(pack);
        var payable = new Payable(pack);
        var (calculated, refused) = (0, 0);
        while (reader.Read())
        {
            if (Calculate(pack, reader, result, payable) is { Count: > 0 } problems)
            {
                refused++;
                foreach (var problem in problems) onProblem(problem);
                continue;
            }

            calculated++;
            writer.WriteField(reader.Case);
            foreach (var amount in result.Amounts) writer.WriteField(amount, "0.00##");
            writer.WriteField(NetPay.Of(reader.PayCase, result), "0.00##");
            writer.EndRecord();
        }

        return new(calculated, refused);
    }

    private static List<RowProblem> Calculate(IRulePack pack, CaseReader reader, PayResult result, Payable payable)
    {
        if (reader.Problems.Count > 0) return reader.Problems;
        if (reader.Component.Length > 0) return [new(reader.Line, "component", "Components have no payslip. Leave the cell empty, or check the row with conformance.")];
        if (payable.WhyNot(reader.PayCase.PayDate) is { } why) return [new(reader.Line, "pay_date", why)];
        try
        {
            pack.Calculate(reader.PayCase, result);
            return [];
        }
        catch (RulePackException refused)
        {
            return [new(reader.Line, refused.Field, refused.Message)];
        }
    }

    /// <summary>Asks the pack once per pay date in a row.</summary>
    private sealed class Payable(IRulePack pack)
    {
        private readonly Dictionary<DateOnly, string?> _answers = [];

        public string? WhyNot(DateOnly payDate)
        {
            if (!_answers.TryGetValue(payDate, out var answer)) _answers[payDate] = answer = pack.WhyNotPayable(payDate);
            return answer;
        }
    }
}

public sealed record CalculatedRows(int Calculated, int Refused);
