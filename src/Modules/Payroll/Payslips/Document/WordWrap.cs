namespace Bureau.Payroll.Payslips.Document;

internal static class WordWrap
{
    /// <summary>Breaks at spaces so that no line measures more than <paramref name="width"/>; a word that is too long by itself is cut.</summary>
    /// <returns>At least one line.</returns>
    public static List<string> Lines(string text, int width, Func<string, int> measure)
    {
        if (measure(text) <= width) return [text];
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (measure(longer) <= width)
            {
                line = longer;
                continue;
            }
            if (line.Length > 0) lines.Add(line);
            line = word;
            while (measure(line) > width && Cut(line, width, measure) is var cut && cut < line.Length)
            {
                lines.Add(line[..cut]);
                line = line[cut..];
            }
        }
        if (line.Length > 0 || lines.Count == 0) lines.Add(line);
        return lines;
    }

    // At least one character, and never between the two halves of a surrogate pair.
    private static int Cut(string word, int width, Func<string, int> measure)
    {
        var cut = 1;
        while (cut < word.Length && measure(word[..(cut + 1)]) <= width) cut++;
        return cut < word.Length && char.IsLowSurrogate(word[cut]) ? (cut == 1 ? 2 : cut - 1) : cut;
    }
}
