using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Goji.Cake.Tests.Scripts;

/// <summary>What the documents show is what the samples hold, which other tests run.</summary>
public sealed partial class ReadmeAndDocs
{
    private const string OutputMark = "<!-- output -->";

    private static readonly Lazy<string[]> Sources = new(() =>
    [
        .. new[] { "samples", "src", "chart", "deploy" }
            .Select(Workshop.InRepository)
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => Path.GetExtension(file) is ".cake" or ".cs" or ".csproj" or ".yaml" or ".yml" || Path.GetFileName(file) == "Jenkinsfile")
            .Select(File.ReadAllText)
            .Select(Flush),
    ]);

    public static TheoryData<string> Documents { get; } =
    [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        .. Directory.EnumerateDirectories(Workshop.InRepository("src"))
            .Where(folder => File.Exists(Path.Combine(folder, "README.md")))
            .Select(folder => $"src/{Path.GetFileName(folder)}/README.md")
            .Order(StringComparer.Ordinal),
        .. Directory.EnumerateFiles(Workshop.InRepository("docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Workshop.InRepository(""), file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_block_of_code_is_a_piece_of_a_file_that_is_run(string document)
    {
        var text = Normalised(File.ReadAllText(Workshop.InRepository(document)));

        var strangers = Block().Matches(text)
            .Where(block => !IsOutput(text, block))
            .Select(block => block.Groups["code"].Value)
            .Where(code => !IsRun(code));

        Assert.Empty(strangers);
    }

    [Theory]
    [InlineData("Goji")]
    [InlineData("Goji.Sandbox")]
    public void Every_example_in_the_documentation_of_a_library_is_a_piece_of_a_file_that_is_run(string library)
    {
        var examples = XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{library}.xml")).Descendants("example").Descendants("code");

        Assert.All(examples, example => Assert.True(IsRun(example.Value), example.Value));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_to_a_file_or_heading_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Workshop.InRepository(document))!;
        var dead = Link().Matches(Fence().Replace(File.ReadAllText(Workshop.InRepository(document)), ""))
            .Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !LeadsSomewhere(target.Split('#'), folder, Workshop.InRepository(document)));

        Assert.Empty(dead);
    }

    [Fact]
    public void Every_recipe_is_in_the_cookbook()
    {
        var text = File.ReadAllText(Workshop.InRepository("docs/cookbook.md"));

        Assert.All(
            Directory.EnumerateFiles(Recipe.Folder, "*.cake"),
            file => Assert.Contains($"](../samples/cookbook/{Path.GetFileName(file)})", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_contents_of_the_cookbook_are_its_recipes_in_order()
    {
        var text = Fence().Replace(Normalised(File.ReadAllText(Workshop.InRepository("docs/cookbook.md"))), "");

        Assert.Equal(
            Heading().Matches(text)
                .Where(heading => heading.Value.StartsWith("## ", StringComparison.Ordinal))
                .Select(heading => heading.Groups["text"].Value)
                .Select((title, index) => $"{index + 1}. [{title}](#{Anchor(title)})"),
            Contents().Matches(text).Select(line => line.Value));
    }

    private static bool IsRun(string code) => Sources.Value.Any(source => source.Contains(Flush(code).Trim('\n') + "\n", StringComparison.Ordinal));

    // A piece of a program is shown without the indentation that it has there.
    private static string Flush(string text) => string.Join('\n', Normalised(text).Split('\n').Select(line => line.TrimStart()));

    // A run record is written by Goji and by nobody else.
    private static bool IsOutput(string text, Match block) =>
        text[..block.Index].TrimEnd().EndsWith(OutputMark, StringComparison.Ordinal) || block.Groups["code"].Value.StartsWith("attempts:\n", StringComparison.Ordinal);

    private static bool LeadsSomewhere(string[] target, string folder, string document)
    {
        var file = target[0].Length == 0 ? document : Path.GetFullPath(Path.Combine(folder, target[0]));
        return target.Length == 1
            ? File.Exists(file) || Directory.Exists(file)
            : File.Exists(file) && Heading().Matches(File.ReadAllText(file)).Any(heading => Anchor(heading.Groups["text"].Value) == target[1]);
    }

    // As the hosts make it: small letters, no punctuation, dashes for blanks.
    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');

    private static string Normalised(string text) => text.ReplaceLineEndings("\n");

    [GeneratedRegex(@"^```(csharp|yaml|groovy)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^```.*?^```\r?$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[0-9]+\. \[.*$", RegexOptions.Multiline)]
    private static partial Regex Contents();

    [GeneratedRegex(@"^#+ (?<text>.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
