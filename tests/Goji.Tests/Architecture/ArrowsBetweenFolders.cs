using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Goji.Tests.Architecture;

/// <summary>Which folder of src/Goji may use which. docs/architecture.md has the picture. The root sees everything.</summary>
public sealed class ArrowsBetweenFolders
{
    private static readonly Dictionary<string, string[]> Uses = new()
    {
        ["Model"] = [],
        ["Yaml"] = ["Model"],
        ["Policies"] = ["Model", "Yaml"],
        ["Manifests"] = ["Model", "Yaml", "Policies"],
        ["Records"] = ["Model", "Yaml"],
        ["Ports"] = ["Model", "Manifests", "Records"],
        ["Notifications"] = ["Model", "Policies", "Records", "Ports"],
        ["Checking"] = ["Model", "Yaml", "Policies", "Manifests", "Ports"],
        ["Logs"] = ["Model", "Records", "Ports", "Reporting"],
        ["Passes"] = ["Model", "Policies", "Manifests", "Records", "Ports", "Logs"],
        ["Queueing"] = ["Model", "Yaml", "Manifests", "Records", "Ports"],
        ["Reporting"] = ["Model", "Records", "Ports"],
        ["Settings"] = ["Model", "Yaml"],
        ["Git"] = ["Model", "Ports"],
        ["Kubernetes"] = ["Model", "Yaml", "Ports"],
    };

    /// <summary>The folders of src/Goji/Git, each above those that it uses.</summary>
    private static readonly string[] GitLayers = ["Initializing", "Sources", "Checkout", "Remotes", "Clone", "Locks", "Objects", "Native"];

    public static TheoryData<string> Folders { get; } = [.. Uses.Keys];

    public static TheoryData<string> GitFolders { get; } = [.. GitLayers];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_uses_only_those_below_it(string folder)
    {
        var others = Library.Declared().Where(type => Library.RoomOf(type) != folder && !Uses[folder].Contains(Library.RoomOf(type))).ToList();

        AssertHolds(Types().That().Are(Library.Declared().Where(type => Library.RoomOf(type) == folder)).Should().NotDependOnAny(others));
    }

    [Theory]
    [MemberData(nameof(GitFolders))]
    public void Folder_of_the_Git_adapter_uses_none_above_it(string folder)
    {
        var above = InGit(GitLayers.TakeWhile(layer => layer != folder));

        if (above.Count > 0)
        {
            AssertHolds(Types().That().Are(InGit([folder])).Should().NotDependOnAny(above));
        }
    }

    [Fact]
    public void Every_folder_of_the_Git_adapter_has_its_layer() => Assert.Equal(
        GitLayers.Order(StringComparer.Ordinal),
        Library.Declared().Select(Library.FolderOf).Where(folder => folder!.StartsWith("Git/", StringComparison.Ordinal))
            .Select(folder => folder!.Split('/')[1]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("LibGit2Sharp", "Git")]
    [InlineData("k8s", "Kubernetes")]
    [InlineData("YamlDotNet", "Yaml")]
    [InlineData("CloudNative", "Notifications")]
    public void Package_is_used_only_in_its_adapter(string package, string folder)
    {
        AssertHolds(
            Types().That().Are(Library.Declared().Where(type => Library.RoomOf(type) != folder))
                .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching($@"^{package}(\.|$)")));
        Assert.Contains(Library.Declared(), type => type.Dependencies.Any(use => use.Target.FullName.StartsWith($"{package}.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_folder_has_its_arrows() =>
        Assert.Equal(Uses.Keys.Append("").Order(StringComparer.Ordinal), Library.Declared().Select(Library.RoomOf).Distinct().Order(StringComparer.Ordinal));

    private static List<IType> InGit(IEnumerable<string> layers) =>
        [.. Library.Declared().Where(type => Library.FolderOf(type)!.Split('/') is ["Git", var layer, ..] && layers.Contains(layer))];

    private static void AssertHolds(TypesShouldConjunction rule) =>
        Library.AssertNone(rule.Evaluate(Library.Types).Where(result => !result.Passed).Select(result => result.Description));
}
