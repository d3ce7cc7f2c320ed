using YamlDotNet.RepresentationModel;

namespace Goji.Tool.Tests.Chart;

/// <summary>The chart's files, as they are in the repository.</summary>
internal static class ChartFiles
{
    public static string Folder { get; } = FindFolder();

    public static IReadOnlyList<string> Templates { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "templates"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> ValueSets { get; } = [.. Directory.EnumerateFiles(Path.Combine(Folder, "ci"), "*.yaml").Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public static YamlMappingNode Yaml(string path) => Documents(Read(path)).Cast<YamlMappingNode>().Single();

    public static IEnumerable<YamlNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Select(document => document.RootNode);
    }

    private static string FindFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var chart = Path.Combine(folder, "src", "Goji.Tool", "chart", "goji");
            if (Directory.Exists(chart))
            {
                return chart;
            }
        }

        throw new DirectoryNotFoundException("The chart is not above the tests.");
    }
}
