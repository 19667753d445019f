using Bureau.Host.Demonstration;
using Bureau.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Bureau.EndToEnd.Tests.Demonstration))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Bureau.EndToEnd.Tests;

/// <summary>
/// The built program as a newcomer starts it, over an empty folder, with the demonstration; and one browser. With BUREAU_SCREENSHOTS set to a folder, every page that
/// is looked at is kept there as pictures.
/// </summary>
public sealed class Demonstration : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bureau-demonstration-").FullName;
    private BureauProcess? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Uri _address = null!;

    public async ValueTask InitializeAsync()
    {
        _host = BureauProcess.Serve(_folder);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        _address = await _host.Address.WaitAsync(TimeSpan.FromMinutes(5));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A browser window of somebody who has signed in through the form.</summary>
    internal async Task<Person> SignInAsync(People.SignIn who, bool script = true, string password = People.Password)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = _address.ToString(),
            JavaScriptEnabled = script,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            ViewportSize = new() { Width = 1280, Height = 900 },
        });
        context.SetDefaultTimeout(15_000);
        var person = new Person(await context.NewPageAsync(), who, script);
        await person.OpenAsync("/sign-in");
        await person.FillAsync(("Email address", who.UserName), ("Password", password));
        await person.PressAsync("Sign in");
        person.Path.ShouldNotStartWith("/sign-in");
        return person;
    }
}
