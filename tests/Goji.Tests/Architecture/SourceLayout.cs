using Goji.Testing;

namespace Goji.Tests.Architecture;

/// <summary>The layout of the code of all projects.</summary>
public sealed class SourceLayout
{
    private const int MostFilesInAFolder = 21;
    private const int MaxColumns = 140;

    public static TheoryData<string> Projects { get; } =
    [
        .. ((string[])["src", "tests"]).SelectMany(root =>
            Directory.EnumerateDirectories(Need.Folder(root)!).Select(folder => $"{root}/{Path.GetFileName(folder)}").Order(StringComparer.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_holds_more_than_about_twenty_files(string project) =>
        Library.AssertNone(
            FilesOf(project).GroupBy(file => Path.GetDirectoryName(file))
                .Where(folder => folder.Count() > MostFilesInAFolder)
                .Select(folder => $"{folder.Key}: {folder.Count()} files"));

    /// <summary>Only a literal that has no good place for a break, such as a regular expression, is longer.</summary>
    [Theory]
    [InlineData("src/Goji")]
    [InlineData("src/Goji.Cake")]
    [InlineData("src/Goji.Sandbox")]
    [InlineData("src/Goji.Tool")]
    public void No_line_is_longer_than_140_columns(string project) => Library.AssertNone(
        from file in FilesOf(project)
        from line in File.ReadLines(file).Index()
        where line.Item.Length > MaxColumns && !IsLiteral(line.Item)
        select $"{file}:{line.Index + 1}: {line.Item.Length} columns");

    private static bool IsLiteral(string line) => line.Contains("[GeneratedRegex(", StringComparison.Ordinal) || line.Contains("Markup(", StringComparison.Ordinal)
        || line.Contains("\"\"\"", StringComparison.Ordinal);

    private static IEnumerable<string> FilesOf(string project)
    {
        var folder = Need.Folder(project)!;
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));
    }
}
