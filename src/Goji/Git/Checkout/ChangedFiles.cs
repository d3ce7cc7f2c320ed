using Goji.Git.Clone;
using LibGit2Sharp;

namespace Goji.Git.Checkout;

/// <summary>The queued files that a branch adds or changes.</summary>
internal static class ChangedFiles
{
    /// <summary>Returns the files on disk below <c>queued/</c> that differ from where the branch left a commit.</summary>
    /// <param name="directory">A folder in the repository.</param>
    /// <param name="since">A commit, such as <c>origin/main</c>.</param>
    /// <exception cref="GojiUsageException">There is no repository, or no such commit in it.</exception>
    /// <param name="settings">How repositories are opened.</param>
    public static IReadOnlyList<string> Since(string directory, string since, GitSettings settings)
    {
        if (Repository.Discover(directory) is not { } place)
        {
            throw new GojiUsageException(
                $"There is no git repository in '{Path.GetFullPath(directory)}'. Name a folder of the clone with --directory.");
        }

        return GitFailure.Explained(() => $"The changes since '{since}' could not be found", () => Find(RootOf(place), since, settings));
    }

    /// <summary>The folder to open a repository in. Its root decides whether one of another owner is trusted.</summary>
    /// <param name="place">The repository, as it was discovered.</param>
    public static string RootOf(string place) =>
        Path.GetFileName(place.TrimEnd('/', '\\')) == ".git" ? Path.GetDirectoryName(place.TrimEnd('/', '\\'))! : place;

    private static List<string> Find(string place, string since, GitSettings settings)
    {
        using var repository = RepositoryOpener.In(place, settings);
        if (repository.Lookup<Commit>(since) is not { } other)
        {
            throw new GojiUsageException(
                $"There is no commit '{since}' in this clone. Fetch it first: the clone of a CI system often has one commit only.");
        }

        var tip = repository.Head.Tip;
        var common = tip is null ? other : repository.ObjectDatabase.FindMergeBase(other, tip);
        if (common is null && repository.Info.IsShallow)
        {
            throw new GojiUsageException(
                $"The history of this clone ends before the branch left '{since}'. Fetch all of it: git fetch --unshallow, or in CI "
                + "fetch-depth: 0 (GitHub Actions), GIT_DEPTH: 0 (GitLab), fetchDepth: 0 (Azure Pipelines).");
        }

        var basis = common ?? other;
        var folders = StateLayout.Of((tip ?? other).Tree).FoldersOf(JobState.Queued);
        var changes = repository.Diff.Compare<TreeChanges>(basis.Tree, DiffTargets.Index | DiffTargets.WorkingDirectory, folders);
        return
        [
            .. changes
                .Where(change => change.Status is not (ChangeKind.Deleted or ChangeKind.Unmodified or ChangeKind.Ignored))
                .Select(change => Path.Combine(repository.Info.WorkingDirectory, change.Path))
                .Where(file => new FileInfo(file) is { Exists: true } or { LinkTarget: not null }),
        ];
    }
}
