using System.Text.Encodings.Web;
using Bureau.Kernel.Imports;
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

    private static (string Title, string What, string Next) Words(int status) => status switch
    {
        400 => ("This request could not be read", "The form was open for too long, or it came from another page. Nothing was changed.", "Go back, reload the page and send it again."),
        404 => ("There is no such page", "The address may be mistyped, what it showed may have been removed, or it is not open to you. Nothing was changed.", "Check the address, or start from the first page."),
        405 => ("This address cannot be opened like that", "It only takes what a form sends to it. Nothing was changed.", "Start from the first page."),
        409 => ("Somebody else was faster", "What you were about to change has changed in the meantime. Nothing of yours was saved.", "Reload the page, check what is there now, and send it again if it is still right."),
        413 => ("The file is too large", $"No more than {CsvFile.MostBytes / 1024 / 1024} MB can be sent at once. Nothing was saved.", "Split the file and send the parts."),
        429 => ("Too many attempts", "There were many requests from your network in a short time. Nothing was changed.", "Wait a minute and try again."),
        503 => ("Bureau is not available just now", "Nothing was changed.", "Try again in a few minutes."),
        _ => ("Something went wrong on our side", "Each change is saved as a whole or not at all, so nothing is half done. Everything saved before is safe.",
              "Open the page again and look whether your change is there before you send it once more. If it happens again, tell your support contact the reference."),
    };

    private static async Task WriteAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (status < 400) http.Response.StatusCode = status = StatusCodes.Status500InternalServerError;
        // Whoever looks for the token of a form that is too long finds none.
        if (status == 400 && http.Request.ContentLength > http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize) http.Response.StatusCode = status = StatusCodes.Status413PayloadTooLarge;
        var (title, what, next) = Words(status);
        var reference = http.TraceIdentifier;
        if (status >= 500)
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Problems)).LogError("Answered {Status}, reference {Reference}", status, reference);
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            await Results.Problem($"{what} {next}", statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["reference"] = reference }).ExecuteAsync(http);
            return;
        }
        await WritePageAsync(http, title, $"""
            <p>{what}</p>
            <p>{next}</p>
            <dl class="facts"><div><dt>Reference to quote</dt><dd><code>{Encode(reference)}</code></dd></div></dl>
            <p class="actions"><a class="button" href="/">Go to the first page</a></p>
            """);
    }

    /// <summary>
    /// To somebody whose session ended while they filled in a form: what they sent comes back with the page and can be sent again as it is. The token in it is still theirs.
    /// </summary>
    public static async Task WriteSignedOutAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var again = form.Files.Count > 0
            ? """<p>A file cannot be kept: choose it again afterwards.</p>"""
            : $"""
              <form method="post" action="{Encode(http.Request.Path + http.Request.QueryString)}">
              {string.Join('\n', form.SelectMany(f => f.Value.Select(value => $"""<input type="hidden" name="{Encode(f.Key)}" value="{Encode(value)}">""")))}
              <div class="actions"><button class="primary">Send it again</button></div>
              </form>
              """;
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await WritePageAsync(http, "You were signed out", $"""
            <p>You are signed out after an hour without a page opened, and twelve hours after you signed in. Nothing was saved yet; what you typed is kept on this page.</p>
            <p><a href="/sign-in" target="_blank" rel="noopener">Sign in in another tab</a>, come back to this one, and send it again.</p>
            {again}
            """);
    }

    private static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    private static async Task WritePageAsync(HttpContext http, string title, string content)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en-GB">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title} - Bureau</title>
              <link rel="icon" type="image/svg+xml" href="/favicon.svg">
              <link rel="stylesheet" href="/bureau.css">
            </head>
            <body>
              <a class="skip" href="#main">Skip to content</a>
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
