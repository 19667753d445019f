using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Bureau.Kernel.Identity;
using Microsoft.AspNetCore.Http;

namespace Bureau.Kernel.Web;

/// <summary>
/// The texts of the employee's pages, and of those before signing in, in the reader's language. A text is asked for by its English; the <c>es.json</c> of a module or of the host says it in Spanish.
/// Pages for staff are English, whatever their readers' browsers prefer.
/// </summary>
public sealed class Wording
{
    public const string Cookie = "bureau-language";

    /// <summary>ISO 639-1 code and name, in the language itself.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Languages = [("en", "English"), ("es", "Español")];

    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly CultureInfo _culture;

    public Wording(string language, IEnumerable<Translation> translations)
    {
        Language = language;
        // Amounts are written alike in both: Spanish is for workers in the United States.
        _culture = language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language + "-US");
        _texts = translations.Where(t => t.Language == language).SelectMany(t => t.Texts).DistinctBy(t => t.Key).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
    }

    public string Language { get; }

    /// <summary>What the <c>lang</c> of a page says.</summary>
    public string Locale => Language == "en" ? "en-GB" : Language;

    /// <summary>The text in the reader's language; where nobody has translated it, as it is.</summary>
    public string this[string english] => _texts.GetValueOrDefault(english, english);

    /// <summary>The same with <c>{0}</c>, <c>{1}</c> … filled in.</summary>
    public string this[string english, params object?[] parts] => string.Format(_culture, this[english], parts);

    /// <returns>E.g. <c>21 Nov 2026</c>.</returns>
    public string Day(DateOnly day, string format = "d MMM yyyy") => day.ToString(format, _culture);

    /// <returns>E.g. <c>Nov</c>: for charts.</returns>
    public string Month(DateOnly day) => day.ToString("MMM", _culture);

    /// <summary>As <see cref="Show.Instant(DateTimeOffset, string)"/>.</summary>
    public string Instant(DateTimeOffset instant, string timeZone) => Show.Instant(instant, timeZone, _culture);

    /// <returns>E.g. <c>up £31.02 (0.3 %)</c>, <c>down £5.00</c>, <c>unchanged</c>. Minor units.</returns>
    public string Change(long now, long before, string currency)
    {
        if (now == before) return this["unchanged"];
        var share = before == 0 ? 0 : decimal.Round(Math.Abs(100m * (now - before) / before), 1, MidpointRounding.AwayFromZero);
        var size = Show.Money(Math.Abs(now - before), currency) + (share == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({share:0.0} %)"));
        return now > before ? this["up {0}", size] : this["down {0}", size];
    }

    /// <summary>What the reader chose, else what the browser prefers of what there is; English to staff, outside <c>/me</c>.</summary>
    internal static string LanguageOf(HttpContext? http, Caller caller)
    {
        if (http is null || (http.User.Identity is { IsAuthenticated: true } && !http.Request.Path.StartsWithSegments("/me") && !(caller.IsSignedIn && caller.Actor.Memberships is [_, ..] theirs && theirs.All(m => m.Role == Role.Employee)))) return "en";
        var preferred = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value?.Split('-')[0]);
        return preferred.Prepend(http.Request.Cookies[Cookie]).FirstOrDefault(l => Languages.Any(known => known.Code == l)) ?? "en";
    }
}

/// <summary>Texts of one assembly in one language, by their English.</summary>
public sealed record Translation(string Language, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>What the assembly carries: embedded resources named <c>es.json</c>.</summary>
    public static IEnumerable<Translation> Of(Assembly assembly)
    {
        foreach (var (language, _) in Wording.Languages)
        {
            using var stream = assembly.GetManifestResourceStream(language + ".json");
            if (stream is not null) yield return new(language, JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!);
        }
    }
}
