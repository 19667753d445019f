namespace Bureau.Host;

/// <summary>What every answer tells the browser: no foreign content, no framing, nothing personal in caches.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>The only answers that may be kept. One with a version in its address never changes; the others are asked for again each time.</summary>
    public static readonly StaticFileOptions StaticFiles = new()
    {
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
    };

    public Task InvokeAsync(HttpContext http)
    {
        // At the last moment: an error page starts by clearing the headers.
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    }
}
