using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;

namespace Bureau.Kernel.Tests.Identity;

public class PasswordsTests
{
    private static readonly Wording English = new("en", []);

    [Theory]
    [InlineData("elevenchars", "at least 12 characters")]
    [InlineData("priya@bureau.example", "your name or your email")]
    [InlineData("PRIYA RAMAN 2026!", "your name or your email")]
    [InlineData("priyapriyapriya", "your name or your email")]
    [InlineData("Password1234", "tried first")]
    [InlineData("qwertyuiop-qwertyuiop", "tried first")]
    [InlineData("123456789012", "tried first")]
    [InlineData("Wx1Wx1Wx1Wx1", "tried first")]
    public void What_is_guessed_first_is_refused(string password, string because) =>
        Passwords.Fault(password, "priya@bureau.example", "Priya Raman", English).ShouldNotBeNull().ShouldContain(because);

    [Theory]
    [InlineData("violet kettle drums")]
    [InlineData("password of the violet kettle")]
    [InlineData("Priya likes green tea")]
    [InlineData("шесть зелёных чайников")]
    public void What_only_contains_something_common_is_not(string password) => Passwords.Fault(password, "priya@bureau.example", "Priya Raman", English).ShouldBeNull();

    [Fact]
    public void A_one_time_password_is_new_each_time_easily_read_out_and_good_enough_itself()
    {
        var made = Enumerable.Range(0, 100).Select(_ => Passwords.OneTime()).ToList();

        made.Distinct().Count().ShouldBe(100);
        made.ShouldAllBe(p => p.Length == 19 && p.Count(c => c == '-') == 3 && !p.Any(c => "01ilo".Contains(c)));
    }
}
