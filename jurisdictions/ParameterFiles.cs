using System.Security.Cryptography;
using System.Text.Json;

namespace Bureau.Jurisdictions;

/// <summary>
/// Reads <c>XX/Parameters/*.json</c> as they are embedded in this assembly. Each file maps names to parameters; <c>sources.json</c> maps the
/// short names of sources to title and address.
/// </summary>
public static class ParameterFiles
{
    private static readonly string[] Statuses = ["enacted", "draft", "forecast"];

    /// <exception cref="InvalidDataException">A value without unit, status, source, date of application or date of verification.</exception>
    public static IReadOnlyList<Parameter> Load(string country)
    {
        var files = Contents(country);
        var sources = ReadSources(files.Single(f => f.Name.EndsWith("/sources.json", StringComparison.Ordinal)).Content);
        return [.. files.Where(f => !f.Name.EndsWith("/sources.json", StringComparison.Ordinal)).SelectMany(f => Parse(f.Name, f.Content, sources))];
    }

    /// <summary>First twelve hexadecimal digits of the SHA-256 of all parameter files, in order of their names.</summary>
    public static string Hash(string country)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, content) in Contents(country)) hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <param name="file">Name to use in messages.</param>
    /// <param name="json">Content of the file.</param>
    /// <param name="sources">Sources by their short names.</param>
    /// <exception cref="InvalidDataException">Says which file, which parameter and what is wrong.</exception>
    public static IReadOnlyList<Parameter> Parse(string file, ReadOnlyMemory<byte> json, IReadOnlyDictionary<string, Source> sources)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(p => ReadParameter(file, p.Name, p.Value, sources))];
    }

    private static Parameter ReadParameter(string file, string name, JsonElement json, IReadOnlyDictionary<string, Source> sources)
    {
        var status = Text("status");
        if (!Statuses.Contains(status)) throw Wrong($"status '{status}' is not one of {string.Join(", ", Statuses)}");
        var cited = Member("sources").EnumerateArray().Select(s => s.GetString()!).ToList();
        if (cited.Count == 0) throw Wrong("no source is cited");
        var values = Member("values").EnumerateObject().Select(v => (From: Date(v.Name), Value: v.Value.GetRawText())).OrderBy(v => v.From).ToList();
        if (values.Count == 0) throw Wrong("there is no value");
        return new Parameter(
            name, Text("description"), Text("unit"), status,
            [.. cited.Select(Named)],
            Date(Text("verified_on")))
        {
            Values = values,
            Citations = json.TryGetProperty("cite", out var cite) ? cite.EnumerateObject().ToDictionary(c => Date(c.Name), c => Named(c.Value.GetString()!)) : new Dictionary<DateOnly, Source>(),
            Evidence = Text("evidence"),
            Note = json.TryGetProperty("note", out var note) ? note.GetString() : null,
        };

        Source Named(string key) => sources.TryGetValue(key, out var source) ? source : throw Wrong($"source '{key}' is not in sources.json");
        JsonElement Member(string member) => json.TryGetProperty(member, out var value) ? value : throw Wrong($"'{member}' is missing");
        string Text(string member) => Member(member).GetString() is { Length: > 0 } text ? text : throw Wrong($"'{member}' is empty");
        DateOnly Date(string text) => IsoDate.TryParse(text, out var date)
            ? date
            : throw Wrong($"'{text}' is not a date; write YYYY-MM-DD");
        InvalidDataException Wrong(string what) => new($"{file}: parameter '{name}': {what}.");
    }

    private static Dictionary<string, Source> ReadSources(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            s => s.Name,
            s => new Source(s.Value.GetProperty("title").GetString()!, s.Value.TryGetProperty("href", out var href) ? href.GetString() : null),
            StringComparer.Ordinal);
    }

    private static List<(string Name, byte[] Content)> Contents(string country)
    {
        var assembly = typeof(ParameterFiles).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith($"{country}/Parameters/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => (n, Bytes(assembly.GetManifestResourceStream(n)!)))];
    }

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
