using System.Text;
using Goji.Records;

namespace Goji.Tests.Records;

/// <summary>The files that version 1.0.0 has left; TestData/version-1.0.0/README.md describes how they were made.</summary>
internal static class Version1
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "TestData", "version-1.0.0");

    /// <summary>The files of the repository by path.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = ReadFiles();

    /// <summary>When the first pass claimed its jobs.</summary>
    public static DateTimeOffset Claimed { get; } = new(2026, 11, 27, 23, 10, 21, TimeSpan.Zero);

    public static RunRecord Record(string job) => RunRecordYaml.Read(job, Encoding.UTF8.GetBytes(Files[RunRecord.PathOf(job)]));

    private static Dictionary<string, string> ReadFiles()
    {
        var root = Path.Combine(Folder, "repository");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(root, file).Replace('\\', '/'), file => File.ReadAllText(file));
    }
}
