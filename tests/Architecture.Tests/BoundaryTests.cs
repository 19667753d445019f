using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Bureau.Architecture.Tests;

public class BoundaryTests
{
    [Fact]
    public void There_is_a_house_to_look_at()
    {
        House.Modules.Count.ShouldBeGreaterThanOrEqualTo(4);
        House.Schemas.Count.ShouldBe(House.Modules.Count + 1);
    }

    [Fact]
    public void A_contract_stands_on_the_Kernel_only() =>
        (from p in House.Projects where p.IsContracts from r in CompiledReferences(p) where r is not "Bureau.Kernel" select $"{p.Name} uses {r}").ShouldBeEmpty();

    [Fact]
    public void A_module_knows_Kernel_rule_packs_and_contracts_but_no_other_module() =>
        (from p in House.Modules
         from r in CompiledReferences(p)
         where r is not ("Bureau.Kernel" or "Bureau.Jurisdictions") && !r.EndsWith(".Contracts", StringComparison.Ordinal)
         select $"{p.Name} uses {r}").ShouldBeEmpty();

    [Fact]
    public void The_Kernel_knows_nobody_and_rule_packs_know_nobody() =>
        (from p in House.Projects
         where p.Name is "Kernel" or "Jurisdictions"
         from r in CompiledReferences(p)
         select $"{p.Name} uses {r}").ShouldBeEmpty();

    [Fact]
    public void A_module_shows_one_public_type() =>
        (from p in House.Modules
         let types = PublicTypes(p)
         where !types.SequenceEqual([p.Name + "Module"])
         select $"{p.Name} shows {string.Join(", ", types)}").ShouldBeEmpty();

    [Fact]
    public void Only_the_Kernel_knows_the_database_drivers_and_only_the_Host_the_scheduler() =>
        (from p in House.Projects
         from r in AllReferences(p)
         where (r is "Microsoft.Data.SqlClient" or "Microsoft.Data.Sqlite" or "Dapper" && p.Name != "Kernel") && p.Name != "Kernel" || r is "Quartz" && p.Name != "Host"
         select $"{p.Name} uses {r}").ShouldBeEmpty();

    /// <summary>But for the benchmark, which measures the pay runs of one country.</summary>
    [Fact]
    public void A_module_names_no_country_and_no_currency() =>
        (from p in House.Projects
         where p.Folder.StartsWith("src/Modules/", StringComparison.Ordinal)
         from file in House.SourcesOf(p).Concat(Directory.EnumerateFiles(Path.Combine(House.Root, p.Folder), "*.cshtml", SearchOption.AllDirectories))
         where !file.Contains("/Benchmark/", StringComparison.Ordinal)
         from line in File.ReadLines(file).Select((text, i) => (text, number: i + 1))
         where Regex.IsMatch(line.text, "\"(GB|US|GBP|USD)\"") && !line.text.TrimStart().StartsWith("//", StringComparison.Ordinal)
         select $"{Path.GetRelativePath(House.Root, file)}:{line.number}").ShouldBeEmpty();

    [Fact]
    public void Money_and_rates_never_touch_binary_floating_point() =>
        (from p in House.Projects
         from file in House.SourcesOf(p)
         from line in File.ReadLines(file).Select((text, i) => (text, number: i + 1))
         where Regex.IsMatch(line.text, @"\b(double|float)\b") && !line.text.TrimStart().StartsWith("//", StringComparison.Ordinal) && !Regex.IsMatch(line.text, "\"[^\"]*\\b(double|float)\\b[^\"]*\"")
         select $"{Path.GetRelativePath(House.Root, file)}:{line.number}").ShouldBeEmpty();

    [Fact]
    public void The_clock_is_injected() =>
        (from p in House.Projects
         from file in House.SourcesOf(p)
         from line in File.ReadLines(file).Select((text, i) => (text, number: i + 1))
         where Regex.IsMatch(line.text, @"\b(DateTime|DateTimeOffset)\.(Now|UtcNow|Today)\b|\bGuid\.NewGuid\b")
         select $"{Path.GetRelativePath(House.Root, file)}:{line.number}").ShouldBeEmpty();

    [Fact]
    public void Page_files_have_paths_of_their_own_across_modules() =>
        House.Projects.SelectMany(p => Directory.EnumerateFiles(Path.Combine(House.Root, p.Folder), "*.cshtml", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Path.Combine(House.Root, p.Folder), f)).Where(f => !Path.GetFileName(f).StartsWith("_View", StringComparison.Ordinal) && !f.StartsWith("obj", StringComparison.Ordinal) && !f.StartsWith("bin", StringComparison.Ordinal)))
            .GroupBy(f => f, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();

    private static IEnumerable<string> CompiledReferences(Project project) => AllReferences(project).Where(r => r.StartsWith("Bureau.", StringComparison.Ordinal));

    private static List<string> AllReferences(Project project)
    {
        using var pe = Open(project);
        var metadata = pe.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }

    private static List<string> PublicTypes(Project project)
    {
        using var pe = Open(project);
        var metadata = pe.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(t => (t.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Select(t => metadata.GetString(t.Name)).Order(StringComparer.Ordinal)];
    }

    private static PEReader Open(Project project) => new(File.OpenRead(project.AssemblyFile));
}
