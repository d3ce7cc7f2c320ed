using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Goji.Cake.Tests.Scripts;

/// <summary>The workflows of this repository.</summary>
public sealed partial class TheWorkflows
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.EnumerateFiles(Workshop.InRepository(".github/workflows"), "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_is_YAML_with_read_only_permissions_by_default(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Read(file)));

        var permissions = Assert.IsType<YamlMappingNode>(stream.Documents[0].RootNode["permissions"]);
        Assert.Equal(("contents", "read"), (permissions.Single().Key.ToString(), permissions.Single().Value.ToString()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_action_is_pinned_to_a_commit_and_names_its_version(string file) =>
        Assert.All(Uses().Matches(Read(file)).Select(use => use.Value), use => Assert.Matches(@"uses: [\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", use));

    [Fact]
    public void The_release_compiles_a_program_for_each_platform_that_the_package_of_the_command_names()
    {
        var named = Regex.Match(File.ReadAllText(Workshop.InRepository("src/Goji.Tool/Goji.Tool.csproj")), "<ToolPackageRuntimeIdentifiers>(.*)</").Groups[1].Value;

        var compiled = Platforms().Matches(Read("release.yml")).Select(match => match.Groups[1].Value);

        Assert.Equal(named.Split(';').Except(["any"]).Order(StringComparer.Ordinal), compiled.Order(StringComparer.Ordinal));
    }

    private static string Read(string file) => File.ReadAllText(Workshop.InRepository($".github/workflows/{file}"));

    [GeneratedRegex(@"uses: .*$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"\{rid: ([\w-]+),")]
    private static partial Regex Platforms();
}
