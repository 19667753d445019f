using System.Text.Json;

namespace Bureau.Architecture.Tests;

/// <summary>Every text of the employee's pages, wherever it stands, has its Spanish; found on disk, not listed.</summary>
public class WordingTests
{
    private static readonly Dictionary<string, string> Spanish = Files("es.json").SelectMany(f => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(f))!)
        .DistinctBy(t => t.Key).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);

    [Fact]
    public void No_text_is_without_its_Spanish()
    {
        var texts = Files("*.cshtml").Concat(Files("*.cs")).SelectMany(f => Texts(File.ReadAllText(f))).Where(t => Bare(t).Count(char.IsLetter) > 1).Distinct().ToList();
        texts.Count.ShouldBeGreaterThan(100);
        texts.Where(t => !Spanish.ContainsKey(t)).ShouldBeEmpty();
    }

    [Fact]
    public void A_translation_fills_in_what_its_English_fills_in() =>
        Spanish.Where(t => !Places(t.Key).SetEquals(Places(t.Value)) || string.IsNullOrWhiteSpace(t.Value)).Select(t => t.Key).ShouldBeEmpty();

    [Fact]
    public void Texts_are_found_in_conditions_and_calls() =>
        Texts("""<p>@W[a > 0 ? "more {0}" : "less", W["inner \"x\""], Show("no")]</p> words["said"] swords["not"]""").ShouldBe(["more {0}", "less", "inner \"x\"", "said"]);

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Path.Combine(House.Root, "src"), pattern, SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>Literals in the first argument of <c>W[…]</c> and <c>words[…]</c>.</summary>
    private static IEnumerable<string> Texts(string source)
    {
        for (var i = 1; i < source.Length; i++)
        {
            if (source[i] != '[' || !(Ends(source, i, "W") || Ends(source, i, "words"))) continue;
            var depth = 1;
            for (var at = i + 1; at < source.Length && depth > 0; at++)
            {
                if (source[at] is '[' or '(') depth++;
                else if (source[at] is ']' or ')') depth--;
                else if (source[at] == ',' && depth == 1) break;
                else if (source[at] == '"')
                {
                    var end = at + 1;
                    while (source[end] != '"') end += source[end] == '\\' ? 2 : 1;
                    if (depth == 1) yield return source[(at + 1)..end].Replace("\\\"", "\"", StringComparison.Ordinal);
                    at = end;
                }
            }
        }
    }

    private static bool Ends(string source, int at, string name) =>
        at >= name.Length && source.AsSpan(at - name.Length, name.Length).SequenceEqual(name) && (at == name.Length || !(char.IsLetterOrDigit(source[at - name.Length - 1]) || source[at - name.Length - 1] is '_' or '.'));

    private static string Bare(string text) => string.Concat(text.Split('{').Select((part, i) => i == 0 ? part : part[(part.IndexOf('}', StringComparison.Ordinal) + 1)..]));

    private static HashSet<string> Places(string text) => [.. text.Split('{').Skip(1).Select(part => part.Split('}')[0])];
}
