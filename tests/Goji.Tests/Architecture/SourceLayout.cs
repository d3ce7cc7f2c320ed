using Goji.Testing;

namespace Goji.Tests.Architecture;

/// <summary>The layout of the code of all projects.</summary>
public sealed class SourceLayout
{
    private const int MostFilesInAFolder = 21;

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

    private static IEnumerable<string> FilesOf(string project)
    {
        var folder = Need.Folder(project)!;
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));
    }
}
