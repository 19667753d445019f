using System.Text.Encodings.Web;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Http.Features;

namespace Bureau.Host.Layout;

/// <summary>
/// What people see when a request could not be answered: what happened, what was kept, and the reference to quote. Needs neither database nor view, so it
/// also appears when those are what is broken.
/// </summary>
internal static class Problems
{
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(broken => broken.Run(WriteAsync));
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
    }

    private static (string Title, string What, string Next) Words(int status, Wording words) => status switch
    {
        400 => (words["This request could not be read"], words["The form was open for too long, or it came from another page. Nothing was changed."], words["Go back, reload the page and send it again."]),
        404 => (words["There is no such page"], words["The address may be mistyped, what it showed may have been removed, or it is not open to you. Nothing was changed."], words["Check the address, or start from the first page."]),
        405 => (words["This address cannot be opened like that"], words["It only takes what a form sends to it. Nothing was changed."], words["Start from the first page."]),
        409 => (words["Somebody else was faster"], words["What you were about to change has changed in the meantime. Nothing of yours was saved."], words["Reload the page, check what is there now, and send it again if it is still right."]),
        413 => (words["The file is too large"], words["No more than {0} MB can be sent at once. Nothing was saved.", CsvFile.MostBytes / 1024 / 1024], words["Split the file and send the parts."]),
        429 => (words["Too many attempts"], words["There were many requests from your network in a short time. Nothing was changed."], words["Wait a minute and try again."]),
        503 => (words["Bureau is not available just now"], words["Nothing was changed."], words["Try again in a few minutes."]),
        _ => (words["Something went wrong on our side"], words["Each change is saved as a whole or not at all, so nothing is half done. Everything saved before is safe."],
              words["Open the page again and look whether your change is there before you send it once more. If it happens again, tell your support contact the reference."]),
    };

    private static async Task WriteAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (status < 400) http.Response.StatusCode = status = StatusCodes.Status500InternalServerError;
        // Whoever looks for the token of a form that is too long finds none.
        if (status == 400 && http.Request.ContentLength > http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize) http.Response.StatusCode = status = StatusCodes.Status413PayloadTooLarge;
        var words = http.RequestServices.GetRequiredService<Wording>();
        var (title, what, next) = Words(status, words);
        var reference = http.TraceIdentifier;
        if (status >= 500)
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Problems)).LogError("Answered {Status}, reference {Reference}", status, reference);
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            await Results.Problem($"{what} {next}", statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["reference"] = reference }).ExecuteAsync(http);
            return;
        }
        await WritePageAsync(http, words, title, $"""
            <p>{what}</p>
            <p>{next}</p>
            <dl class="facts"><div><dt>{words["Reference to quote"]}</dt><dd><code>{Encode(reference)}</code></dd></div></dl>
            <p class="actions"><a class="button" href="/">{words["Go to the first page"]}</a></p>
            """);
    }

    /// <summary>
    /// To somebody whose session ended while they filled in a form: what they sent comes back with the page and can be sent again as it is. The token in it is still theirs.
    /// </summary>
    public static async Task WriteSignedOutAsync(HttpContext http)
    {
        var words = http.RequestServices.GetRequiredService<Wording>();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var again = form.Files.Count > 0
            ? $"<p>{words["A file cannot be kept: choose it again afterwards."]}</p>"
            : $"""
              <form method="post" action="{Encode(http.Request.Path + http.Request.QueryString)}">
              {string.Join('\n', form.SelectMany(f => f.Value.Select(value => $"""<input type="hidden" name="{Encode(f.Key)}" value="{Encode(value)}">""")))}
              <div class="actions"><button class="primary">{words["Send it again"]}</button></div>
              </form>
              """;
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await WritePageAsync(http, words, words["You were signed out"], $"""
            <p>{words["You are signed out after an hour without a page opened, and twelve hours after you signed in. Nothing was saved yet; what you typed is kept on this page."]}</p>
            <p><a href="/sign-in" target="_blank" rel="noopener">{words["Sign in in another tab"]}</a>{words[", come back to this one, and send it again."]}</p>
            {again}
            """);
    }

    private static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    private static async Task WritePageAsync(HttpContext http, Wording words, string title, string content)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync($"""
            <!doctype html>
            <html lang="{words.Locale}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title} - Bureau</title>
              <link rel="icon" type="image/svg+xml" href="/favicon.svg">
              <link rel="stylesheet" href="/bureau.css">
            </head>
            <body>
              <a class="skip" href="#main">{words["Skip to content"]}</a>
              <header class="bar"><div class="bar-top"><a class="product" href="/">Bureau</a></div></header>
              <main id="main" class="narrow" tabindex="-1">
                <header class="page"><div><h1>{title}</h1></div></header>
                {content}
              </main>
            </body>
            </html>
            """);
    }
}
