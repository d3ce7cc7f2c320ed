using LibGit2Sharp;

namespace Goji.Benchmarks.Work;

/// <summary>A clone as LibGit2Sharp makes it by default: the whole history, and all files.</summary>
internal static class FullClone
{
    public static string Run(Arguments arguments) => Repository.Clone(arguments["url"], arguments["clone"]);
}
