using LibGit2Sharp;

namespace Goji.Benchmarks.Work;

/// <summary>A fetch that finds nothing new.</summary>
internal static class FetchFloor
{
    public static string Run(Arguments arguments)
    {
        using var repository = new Repository(arguments["clone"]);
        Commands.Fetch(repository, "origin", ["+refs/heads/master:refs/remotes/origin/master"], new FetchOptions { TagFetchMode = TagFetchMode.None }, null);
        return repository.Refs["refs/remotes/origin/master"].TargetIdentifier;
    }
}
