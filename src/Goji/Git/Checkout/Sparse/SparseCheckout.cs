using Goji.Git.Clone;
using LibGit2Sharp;

namespace Goji.Git.Checkout.Sparse;

/// <summary>
/// The configuration of a repository's working copy: whether it shows all files, and which it shows if not. Git reads and writes the same.
/// </summary>
internal static class SparseCheckout
{
    private const string Switch = "core.sparseCheckout";
    private const string ConeSwitch = "core.sparseCheckoutCone";

    public static bool IsOn(Repository repository) => IsSet(repository, Switch);

    /// <summary>The folders that are shown; null where they are chosen by patterns of another kind.</summary>
    public static Cone? ConeOf(Repository repository) =>
        IsSet(repository, ConeSwitch) && File.Exists(PatternsOf(repository)) ? Cone.Parse(File.ReadLines(PatternsOf(repository))) : null;

    /// <summary>
    /// Lets a new working copy show the jobs that wait and run, and none of the archive: a run record lies there for each job that ever
    /// ran, too.
    /// </summary>
    public static void TurnOn(Repository repository, StateLayout layout)
    {
        var patterns = PatternsOf(repository);
        Directory.CreateDirectory(Path.GetDirectoryName(patterns)!);
        File.WriteAllText(
            patterns,
            string.Concat(
                Cone.Of([.. layout.FoldersOf(JobState.Queued), .. layout.FoldersOf(JobState.Processing)])
                    .Lines()
                    .Select(line => $"{line}\n")));
        repository.Config.Set(ConeSwitch, true);
        repository.Config.Set(Switch, true);
    }

    public static string IndexOf(Repository repository) => Path.Combine(repository.Info.Path, "index");

    private static string PatternsOf(Repository repository) => Path.Combine(repository.Info.Path, "info", "sparse-checkout");

    // Git's own command keeps the settings in a file that libgit2 does not read.
    private static bool IsSet(Repository repository, string key)
    {
        var ofWorktree = Path.Combine(repository.Info.Path, "config.worktree");
        if (!File.Exists(ofWorktree))
        {
            return repository.Config.GetValueOrDefault(key, false);
        }

        using var configuration = Configuration.BuildFrom(ofWorktree);
        return configuration.Get<bool>(key, ConfigurationLevel.Local)?.Value ?? repository.Config.GetValueOrDefault(key, false);
    }
}
