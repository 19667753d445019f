using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Bureau.Host.Tests;

/// <summary>Opens pages and sends their forms as a person would.</summary>
public sealed class Browser(HttpClient http)
{
    public async Task<Answer> OpenAsync(string address, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(accept);
        return await SendAsync(request);
    }

    /// <summary>Opens the page, fills in its form and sends it.</summary>
    public async Task<Answer> SubmitAsync(string address, params (string Name, string Value)[] fields)
    {
        var page = await OpenAsync(address);
        page.Status.ShouldBe(HttpStatusCode.OK);
        var form = page.Html.QuerySelector<IHtmlFormElement>("main form").ShouldNotBeNull();
        var values = form.QuerySelectorAll<IHtmlInputElement>("input[name]").ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in fields) values[name] = value;
        return await PostAsync(address, values);
    }

    public async Task<Answer> PostAsync(string address, IReadOnlyDictionary<string, string> values)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(values) };
        request.Headers.Accept.ParseAdd("text/html");
        return await SendAsync(request);
    }

    /// <summary>Opens the page and sends its first form with a file.</summary>
    public async Task<Answer> UploadAsync(string address, string fileName, byte[] file)
    {
        var page = await OpenAsync(address);
        page.Status.ShouldBe(HttpStatusCode.OK);
        var form = page.Html.QuerySelector<IHtmlFormElement>("main form").ShouldNotBeNull();
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")) content.Add(new StringContent(input.Value), input.Name!);
        content.Add(new ByteArrayContent(file), form.QuerySelector<IHtmlInputElement>("input[type=file]").ShouldNotBeNull().Name!, fileName);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        return await SendAsync(request);
    }

    public Task<Answer> SignInAsync(string userName, string password = RunningHost.Password, string address = "/sign-in") =>
        SubmitAsync(address, ("UserName", userName), ("Password", password));

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var address = request.RequestUri!.OriginalString;
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(address, response.StatusCode, response.Headers.Location?.ToString(), headers, text);
    }
}

/// <param name="Address">What was asked for.</param>
public sealed record Answer(string Address, HttpStatusCode Status, string? Location, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public IHtmlDocument Html => new HtmlParser().ParseDocument(Text);

    /// <summary>What the page says, without mark-up.</summary>
    public string Words => string.Join(' ', (Html.QuerySelector("main")?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Addresses of the host that the page or the redirect leads to, from the root, without fragment.</summary>
    public IEnumerable<string> Links
    {
        get
        {
            var path = Address.Split('?')[0];
            return (Location is null ? Html.All.Where(e => e.LocalName != "link").SelectMany(e => new[] { e.GetAttribute("href"), e.GetAttribute("data-refresh") }) : [Location])
                .OfType<string>().Select(l => l.Replace("http://localhost/", "/", StringComparison.Ordinal).Split('#')[0])
                .Where(l => l.StartsWith('/') || l.StartsWith('?')).Select(l => l[0] == '?' ? path + l : l);
        }
    }
}
