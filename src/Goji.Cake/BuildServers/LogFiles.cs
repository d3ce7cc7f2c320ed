using Cake.Core.IO;

namespace Goji.Cake.BuildServers;

/// <summary>The files of a folder of logs, for build systems that take artifacts one by one.</summary>
internal static class LogFiles
{
    /// <summary>Each file is a process or a request of its own.</summary>
    private const int MaxFiles = 100;

    /// <returns>The index and the newest logs.</returns>
    public static IEnumerable<FilePath> In(DirectoryPath folder) => new DirectoryInfo(folder.FullPath)
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .OrderByDescending(file => file.LastWriteTimeUtc)
        .Take(MaxFiles)
        .Select(file => new FilePath(file.FullName));
}
