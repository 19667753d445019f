namespace Bureau.Payroll.Payslips.Pdf;

internal sealed record FontFamily(TrueTypeFont Regular, TrueTypeFont Bold);

/// <summary>
/// TrueType fonts of the machine for letters beyond Windows-1252, in order of preference: Liberation Sans, drawn to match Helvetica, then DejaVu Sans,
/// which has Vietnamese and more. Debian packages fonts-liberation and fonts-dejavu-core. Their licences allow embedding.
/// </summary>
internal static class InstalledFonts
{
    private static readonly Lazy<IReadOnlyList<FontFamily>> s_found = new(Find);

    private static readonly string[] s_folders =
    [
        "/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/dejavu",
        "/usr/share/fonts/liberation-sans", "/usr/share/fonts/dejavu-sans-fonts",
        "/usr/share/fonts/liberation", "/usr/share/fonts/TTF",
    ];

    /// <summary>Looked for once in the life of the process. Empty where none is installed.</summary>
    public static IReadOnlyList<FontFamily> Found => s_found.Value;

    private static List<FontFamily> Find()
    {
        var families = new List<FontFamily>();
        foreach (var (regular, bold) in new[] { ("LiberationSans-Regular", "LiberationSans-Bold"), ("DejaVuSans", "DejaVuSans-Bold") })
        {
            var folder = s_folders.FirstOrDefault(folder => File.Exists(FileOf(folder, regular)) && File.Exists(FileOf(folder, bold)));
            if (folder is not null) families.Add(new(Read(folder, regular), Read(folder, bold)));
        }
        return families;
    }

    private static TrueTypeFont Read(string folder, string name) => new(name, File.ReadAllBytes(FileOf(folder, name)));

    private static string FileOf(string folder, string name) => Path.Combine(folder, name + ".ttf");
}
