using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bureau.Payroll.Canonical;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Payroll.Tests.Canonical;

public class CanonicalBytesTests
{
    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static byte[] Written(Action<CanonicalWriter> write)
    {
        var json = new CanonicalWriter();
        write(json);
        return json.Written.ToArray();
    }

    [Fact]
    public void A_text_comes_back_as_it_was_and_is_what_others_read_as_JSON() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>().Filter(t => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t.Get)) == t.Get), text =>
        {
            var bytes = Written(json => json.Value(text.Get));
            new CanonicalReader(bytes).Text().ShouldBe(text.Get);
            new CanonicalReader(bytes).Text(new TextPool()).ShouldBe(text.Get);
            JsonSerializer.Deserialize<string>(bytes).ShouldBe(text.Get);
            bytes.ShouldBe(JsonSerializer.SerializeToUtf8Bytes(text.Get, s_relaxed));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_ends_where_it_ends_whatever_comes_after() =>
        Prop.ForAll(Gen.Choose(0, 20).ToArbitrary(), Gen.Elements("\"", "\\", "a", "é").ToArbitrary(), (length, last) =>
        {
            const string After = "\"and \\ more, so that there is something to run into";
            var text = new string('x', length) + last;
            var json = new CanonicalReader(Written(json =>
            {
                json.StartArray();
                json.Value(text);
                json.Value(After);
                json.EndArray();
            }));
            json.Start();
            json.Text().ShouldBe(text);
            json.Text().ShouldBe(After);
            json.End().ShouldBeTrue();
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("O’Neill", "\"O’Neill\"")]
    [InlineData("Jürgen & Søn <\"Æ\">", "\"Jürgen & Søn <\\\"Æ\\\">\"")]
    [InlineData("C:\\pay\n", "\"C:\\\\pay\\n\"")]
    [InlineData("😀", "\"\\uD83D\\uDE00\"")]
    [InlineData("", "\"\"")]
    public void A_text_is_written_in_one_way(string text, string written)
    {
        var bytes = Written(json => json.Value(text));
        Encoding.UTF8.GetString(bytes).ShouldBe(written);
        new CanonicalReader(bytes).Text().ShouldBe(text);
    }

    [Fact]
    public void A_number_is_written_without_trailing_zeros_and_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), Gen.Choose(0, 28).ToArbitrary(), ArbMap.Default.ArbFor<long>(), (any, digits, whole) =>
        {
            foreach (var number in new[] { any, new decimal(whole) / 100, new decimal((int)whole, 0, 0, whole < 0, (byte)digits), decimal.Round(any, digits) })
            {
                var bytes = Written(json => json.Value(number));
                Encoding.UTF8.GetString(bytes).ShouldBe(CanonicalNumber.Of(number).ToString(CultureInfo.InvariantCulture));
                new CanonicalReader(bytes).Decimal().ShouldBe(number);
            }
            new CanonicalReader(Written(json => json.Value(whole))).Long().ShouldBe(whole);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("12.50", "12.5")]
    [InlineData("1200", "1200")]
    [InlineData("-0.01", "-0.01")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void A_number_is_written_in_one_way(string number, string written) =>
        Encoding.UTF8.GetString(Written(json => json.Value(decimal.Parse(number, CultureInfo.InvariantCulture)))).ShouldBe(written);

    [Fact]
    public void A_day_comes_back()
    {
        var day = new DateOnly(2028, 2, 29);
        var bytes = Written(json => json.Value(day));
        Encoding.UTF8.GetString(bytes).ShouldBe("\"2028-02-29\"");
        new CanonicalReader(bytes).Day().ShouldBe(day);
        foreach (var wrong in new[] { "\"2027-02-29\"", "\"2027-13-01\"", "\"2027-1-01x\"", "\"0000-01-01\"", "\"27-01-01\"" })
            Should.Throw<FormatException>(() => new CanonicalReader(Encoding.UTF8.GetBytes(wrong)).Day());
    }

    [Fact]
    public void Whatever_is_not_asked_for_is_stepped_over()
    {
        var bytes = Encoding.UTF8.GetBytes("{\"a\":{\"b\":[1,\"}\\\"]\",null,{}],\"c\":-1.5},\"d\":[],\"e\":\"\\\\\",\"f\":7}");
        var json = new CanonicalReader(bytes);
        json.Start();
        for (var i = 0; i < 3; i++)
        {
            json.Name();
            json.Skip();
        }
        Encoding.UTF8.GetString(json.Name()).ShouldBe("f");
        json.Long().ShouldBe(7);
        json.End().ShouldBeTrue();
    }
}
