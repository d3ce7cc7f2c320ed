using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Cake.Core;

namespace Goji.Cake.Tests.Scripts;

[Collection(ScriptTests.Name)]
public sealed class Packages(PackedAddin packages)
{
    public static TheoryData<string> All { get; } = [.. PackedAddin.Packages];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_package_holds_its_assembly_documentation_icon_and_readme(string package)
    {
        using var archive = ZipFile.OpenRead(packages.PathOf(package));

        var entries = archive.Entries.Select(entry => entry.FullName).ToArray();

        Assert.All(
            [$"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml", "icon.png", "README.md"],
            entry => Assert.Contains(entry, entries));
        Assert.True(File.Exists(Path.ChangeExtension(packages.PathOf(package), "snupkg")));
        Assert.Equal("MIT", Metadata(package, "license").Value);
    }

    [Fact]
    public void The_addin_is_found_as_one_and_brings_no_part_of_the_host()
    {
        Assert.Contains("cake-addin", Metadata("Goji.Cake", "tags").Value.Split(' '));

        using var archive = ZipFile.OpenRead(packages.PathOf("Goji.Cake"));
        Assert.Equal("Goji.Cake.dll", Assert.Single(archive.Entries, entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).Name);
        Assert.All(Dependencies("Goji.Cake"), dependency => Assert.False(dependency.StartsWith("Cake.", StringComparison.Ordinal)));
        Assert.Superset(new HashSet<string> { "Goji", "Goji.Sandbox" }, Dependencies("Goji.Cake").ToHashSet());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_assembly_of_ours_needs_what_the_host_ships_in_versions_of_its_own(string package)
    {
        var shipped = Directory.EnumerateFiles(Workshop.Cake, "*.dll").Select(Path.GetFileNameWithoutExtension).Except(["Cake.Core", "Cake.Common"]).ToHashSet();

        var needed = Assembly.Load(package).GetReferencedAssemblies().Select(name => name.Name);

        Assert.DoesNotContain(needed, shipped.Contains);
        Assert.DoesNotContain(Dependencies(package), dependency => shipped.Contains(dependency));
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

    [Fact]
    public void Every_place_that_names_the_version_of_the_addin_names_this_one()
    {
        string[] places = ["samples/build.cake", "src/Goji.Cake/README.md", "src/Goji.Cake/GojiAliases.cs"];

        Assert.All(places, place => Assert.Contains($"version={Workshop.Version}&", File.ReadAllText(Workshop.InRepository(place)), StringComparison.Ordinal));
    }

    private XElement Metadata(string package, string name) => Nuspec(package).Descendants().Single(element => element.Name.LocalName == name);

    private IEnumerable<string> Dependencies(string package) =>
        Nuspec(package).Descendants().Where(element => element.Name.LocalName == "dependency").Select(dependency => dependency.Attribute("id")!.Value);

    private XDocument Nuspec(string package)
    {
        using var archive = ZipFile.OpenRead(packages.PathOf(package));
        using var nuspec = archive.GetEntry($"{package}.nuspec")!.Open();
        return XDocument.Load(nuspec);
    }
}
