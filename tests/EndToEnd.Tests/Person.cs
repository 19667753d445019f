using Bureau.Host.Demonstration;
using Microsoft.Playwright;

namespace Bureau.EndToEnd.Tests;

/// <summary>Somebody at their browser. Does what people do, by the words on the screen; every page they come to is inspected.</summary>
internal sealed class Person : IAsyncDisposable
{
    private readonly IPage _page;
    private readonly Inspection? _inspection;

    /// <param name="inspected">False where script is off, which inspecting needs.</param>
    public Person(IPage page, People.SignIn who, bool inspected)
    {
        _page = page;
        Who = who;
        _inspection = inspected ? new Inspection(page, who.Role.ToString()) : null;
    }

    public People.SignIn Who { get; }

    public IPage Page => _page;

    /// <summary>Links followed, buttons and keys pressed, files chosen so far.</summary>
    public int Clicks { get; private set; }

    /// <summary>Address below the host, without query.</summary>
    public string Path => new Uri(_page.Url).AbsolutePath;

    /// <summary>What is wrong with the pages seen so far.</summary>
    public IReadOnlyList<string> Faults => _inspection?.Faults ?? [];

    /// <summary>The text of the page's main part.</summary>
    public Task<string> TextAsync() => _page.Locator("main").InnerTextAsync();

    public async Task OpenAsync(string address)
    {
        await _page.GotoAsync(address);
        await LookAsync();
    }

    /// <summary>Follows a link by its words.</summary>
    public Task FollowAsync(string words, bool exact = false) => GoAsync(_page.GetByRole(AriaRole.Link, new() { Name = words, Exact = exact }).First);

    public Task FollowInAsync(string row, string words) => GoAsync(Row(row).GetByRole(AriaRole.Link, new() { Name = words }).First);

    public Task PressAsync(string button) => GoAsync(_page.GetByRole(AriaRole.Button, new() { Name = button }).First);

    public Task PressAsync(string button, ILocator within) => GoAsync(within.GetByRole(AriaRole.Button, new() { Name = button }).First);

    /// <summary>Unfolds what stands below the words.</summary>
    public Task ClickAsync(string words)
    {
        Clicks++;
        return _page.GetByText(words, new() { Exact = true }).First.ClickAsync();
    }

    /// <summary>Presses a key that leads to another page.</summary>
    public Task TypeKeyAsync(string key) => GoAsync(() => _page.Keyboard.PressAsync(key));

    /// <summary>A row of a table or an entry of a list by words in it.</summary>
    public ILocator Row(string words) => _page.Locator("main").Locator("tr, li").Filter(new() { HasText = words }).First;

    public async Task FillAsync(params (string Label, string Value)[] fields)
    {
        foreach (var (label, value) in fields)
        {
            var field = _page.GetByLabel(label).First;
            if (await field.EvaluateAsync<string>("e => e.tagName") == "SELECT") await field.SelectOptionAsync(new SelectOptionValue { Label = value });
            else await field.FillAsync(value);
        }
    }

    public Task ChooseFileAsync(string label, string name, string content)
    {
        Clicks++;
        return _page.GetByLabel(label).SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });
    }

    /// <summary>Waits until the words stand on the page.</summary>
    public async Task SeesAsync(string words)
    {
        try
        {
            await _page.Locator("main").GetByText(words).First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 10_000 });
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{Who.Name} does not see “{words}” at {_page.Url}:\n{await TextAsync()}", e);
        }
    }

    public async Task<bool> HasButtonAsync(string name) => await _page.GetByRole(AriaRole.Button, new() { Name = name }).CountAsync() > 0;

    /// <summary>The bytes behind a link, fetched as this person.</summary>
    public async Task<byte[]> DownloadAsync(string link)
    {
        var address = await _page.GetByRole(AriaRole.Link, new() { Name = link }).First.GetAttributeAsync("href");
        var response = await _page.APIRequest.GetAsync(new Uri(new Uri(_page.Url), address).ToString());
        response.Status.ShouldBe(200, address);
        return await response.BodyAsync();
    }

    public ValueTask DisposeAsync() => new(_page.Context.CloseAsync());

    /// <summary>Opens the explanation of an amount on a payslip.</summary>
    public Task GoToAmountAsync(string line) => GoAsync(_page.Locator("article.payslip").Locator("tr, dl > div").Filter(new() { HasText = line }).GetByRole(AriaRole.Link).First);

    private Task LookAsync() => _inspection?.LookAsync() ?? Task.CompletedTask;

    private Task GoAsync(ILocator element) => GoAsync(() => element.ClickAsync());

    private async Task GoAsync(Func<Task> act)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrive(object? sender, IFrame frame)
        {
            if (frame == _page.MainFrame) arrived.TrySetResult();
        }
        _page.FrameNavigated += Arrive;
        Clicks++;
        try
        {
            await act();
            await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{Who.Name} cannot go on at {_page.Url}:\n{await TextAsync()}", e);
        }
        finally
        {
            _page.FrameNavigated -= Arrive;
        }
        await LookAsync();
    }
}
