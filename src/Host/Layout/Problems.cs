using System.Text.Encodings.Web;

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
        413 => ("The file is too large", "Nothing was saved.", "Split the file and send the parts."),
        429 => ("Too many attempts", "There were many requests from your network in a short time. Nothing was changed.", "Wait a minute and try again."),
        503 => ("Bureau is not available just now", "Nothing was changed.", "Try again in a few minutes."),
        _ => ("Something went wrong on our side", "Each change is saved as a whole or not at all, so nothing is half done. Everything saved before is safe.",
              "Open the page again and look whether your change is there before you send it once more. If it happens again, tell your support contact the reference."),
    };

    private static async Task WriteAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (status < 400) http.Response.StatusCode = status = StatusCodes.Status500InternalServerError;
        var (title, what, next) = Words(status);
        var reference = http.TraceIdentifier;
        if (status >= 500)
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Problems)).LogError("Answered {Status}, reference {Reference}", status, reference);
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            await Results.Problem($"{what} {next}", statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["reference"] = reference }).ExecuteAsync(http);
            return;
        }
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
                <p>{what}</p>
                <p>{next}</p>
                <dl class="facts"><div><dt>Reference to quote</dt><dd><code>{HtmlEncoder.Default.Encode(reference)}</code></dd></div></dl>
                <p class="actions"><a class="button" href="/">Go to the first page</a></p>
              </main>
            </body>
            </html>
            """);
    }
}
