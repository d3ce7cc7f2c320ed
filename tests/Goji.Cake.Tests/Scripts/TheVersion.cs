using System.Text.RegularExpressions;

namespace Goji.Cake.Tests.Scripts;

/// <summary>The version is set in src/Directory.Build.props. The target SetVersion of build.cake writes it to the places that people copy from.</summary>
public sealed partial class TheVersion
{
    private static readonly string[] Places = ["README.md", "docs", "samples", "src"];

    public static TheoryData<string> Files { get; } =
    [
        .. Places.Select(Workshop.InRepository)
            .SelectMany(place => File.Exists(place) ? [place] : Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".md" or ".cake" or ".cs" or ".csproj" or ".yaml" or ".props")
            .Where(file => !Path.GetRelativePath(Workshop.InRepository(""), file).Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
            .Where(file => Mention().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Workshop.InRepository(""), file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_mention_is_the_built_version(string file)
    {
        var mentions = Mention().Matches(File.ReadAllText(Workshop.InRepository(file))).Select(mention => mention.Groups["version"].Value);

        Assert.All(mentions, version => Assert.Equal(Workshop.Version, version));
    }

    [Fact]
    public void Changelog_has_a_section_for_the_version() =>
        Assert.Matches($@"(?m)^## {Regex.Escape(Workshop.Version)}( |$)", File.ReadAllText(Workshop.InRepository("CHANGELOG.md")));

    // The same expression as in build.cake.
    [GeneratedRegex(
        """(?<=package=Goji\.Cake&(amp;)?version=|"Goji\.Cake" Version="|goji:(?=\d)|^version: |^appVersion: "|<Version>)(?<version>\d+\.\d+\.\d+(-[\w.]+)?)""",
        RegexOptions.Multiline)]
    private static partial Regex Mention();
}
