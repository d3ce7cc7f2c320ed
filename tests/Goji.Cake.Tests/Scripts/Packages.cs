using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Cake.Core;

namespace Goji.Cake.Tests.Scripts;

public sealed class Packages
{
    public static TheoryData<string> All { get; } = [.. PackedAddin.Packages];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_package_holds_its_assembly_documentation_icon_and_readme(string package)
    {
        using var archive = ZipFile.OpenRead(await PackedAddin.PathOfAsync(package));

        var entries = archive.Entries.Select(entry => entry.FullName).ToArray();

        Assert.All(
            [$"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml", "icon.png", "README.md"],
            entry => Assert.Contains(entry, entries));
        Assert.True(File.Exists(Path.ChangeExtension(await PackedAddin.PathOfAsync(package), "snupkg")));
        Assert.Equal("MIT", (await MetadataAsync(package, "license")).Value);
    }

    [Fact]
    public async Task The_package_is_tagged_as_an_addin_and_contains_no_assembly_of_the_host()
    {
        Assert.Contains("cake-addin", (await MetadataAsync("Goji.Cake", "tags")).Value.Split(' '));

        using var archive = ZipFile.OpenRead(await PackedAddin.PathOfAsync("Goji.Cake"));
        Assert.Equal("Goji.Cake.dll", Assert.Single(archive.Entries, entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).Name);
        var dependencies = await DependenciesAsync("Goji.Cake");
        Assert.All(dependencies, dependency => Assert.False(dependency.StartsWith("Cake.", StringComparison.Ordinal)));
        Assert.Superset(new HashSet<string> { "Goji", "Goji.Sandbox" }, dependencies.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task No_assembly_references_packages_that_the_host_ships(string package)
    {
        var shipped = Directory.EnumerateFiles(Workshop.Cake, "*.dll").Select(Path.GetFileNameWithoutExtension).Except(["Cake.Core", "Cake.Common"]).ToHashSet();

        var needed = Assembly.Load(package).GetReferencedAssemblies().Select(name => name.Name);

        Assert.DoesNotContain(needed, shipped.Contains);
        Assert.DoesNotContain(await DependenciesAsync(package), dependency => shipped.Contains(dependency));
    }

    [Fact]
    public void The_addin_is_built_for_the_Cake_that_runs_here()
    {
        using var tools = JsonDocument.Parse(File.ReadAllText(Workshop.InRepository(".config/dotnet-tools.json")));

        Assert.Equal(Workshop.CakeVersion, tools.RootElement.GetProperty("tools").GetProperty("cake.tool").GetProperty("version").GetString());
        Assert.Equal(
            typeof(ICakeContext).Assembly.GetName().Version,
            typeof(GojiAliases).Assembly.GetReferencedAssemblies().Single(name => name.Name == "Cake.Core").Version);
    }

    private static async Task<XElement> MetadataAsync(string package, string name) =>
        (await NuspecAsync(package)).Descendants().Single(element => element.Name.LocalName == name);

    private static async Task<string[]> DependenciesAsync(string package) =>
        [.. (await NuspecAsync(package)).Descendants().Where(element => element.Name.LocalName == "dependency").Select(dependency => dependency.Attribute("id")!.Value)];

    private static async Task<XDocument> NuspecAsync(string package)
    {
        using var archive = ZipFile.OpenRead(await PackedAddin.PathOfAsync(package));
        using var nuspec = archive.GetEntry($"{package}.nuspec")!.Open();
        return XDocument.Load(nuspec);
    }
}
