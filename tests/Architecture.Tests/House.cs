using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Bureau.Architecture.Tests;

/// <summary>The house as it stands on disk: nothing in these tests is listed by hand.</summary>
internal static partial class House
{
    public static readonly string Root = FindRoot();

    /// <summary>Production projects; one that stands in for a package of another maker is not ours to judge.</summary>
    public static readonly IReadOnlyList<Project> Projects =
        [.. new[] { "src", "jurisdictions" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.csproj", SearchOption.AllDirectories))
            .Where(f => !Path.GetFileName(f).StartsWith("Microsoft.", StringComparison.Ordinal))
            .Select(f => new Project(Path.GetFileNameWithoutExtension(f), f, Path.GetRelativePath(Root, Path.GetDirectoryName(f)!).Replace('\\', '/')))
            .OrderBy(p => p.Name, StringComparer.Ordinal)];

    public static readonly IReadOnlyList<Project> Modules = [.. Projects.Where(p => p.Folder.StartsWith("src/Modules/", StringComparison.Ordinal) && !p.IsContracts)];

    /// <summary>Schemas: one per module, and <c>access</c> of the Kernel.</summary>
    public static readonly IReadOnlyList<string> Schemas =
        [.. Directory.EnumerateDirectories(Path.Combine(Root, "migrations")).Select(d => Path.GetFileName(d)!).Where(d => d != "common").Order(StringComparer.Ordinal)];

    /// <summary>Every string literal of an assembly that is an SQL statement.</summary>
    public static IEnumerable<string> SqlOf(Project project) => Literals(project).Where(l => Statement().IsMatch(l)).Distinct();

    public static IEnumerable<string> SourcesOf(Project project) =>
        Directory.EnumerateFiles(Path.Combine(Root, project.Folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Path.Combine(Root, project.Folder), f).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static List<string> Literals(Project project)
    {
        using var file = File.OpenRead(project.AssemblyFile);
        using var pe = new PEReader(file);
        var metadata = pe.GetMetadataReader();
        var literals = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle)) literals.Add(metadata.GetUserString(handle));
        return literals;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Payroll.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Payroll.sln was not found above the tests.");
        return folder;
    }

    [GeneratedRegex(@"^\s*((select|insert\s+into|update|delete\s+from|exec|create|alter)\s+\S|with\s+\w+\s+as\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex Statement();
}

/// <param name="File">Project file.</param>
/// <param name="Folder">Relative to the root, with forward slashes.</param>
internal sealed record Project(string Name, string File, string Folder)
{
    public bool IsContracts => Name.EndsWith(".Contracts", StringComparison.Ordinal);

    public string AssemblyFile => Path.Combine(AppContext.BaseDirectory, $"Bureau.{Name}.dll");
}
