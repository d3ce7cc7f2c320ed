using Goji.Git.Checkout;
using Goji.Git.Clone;
using Goji.Git.Objects;
using Goji.Model;
using Goji.Ports.Sources;
using LibGit2Sharp;

namespace Goji.Git.Sources;

/// <summary>Finds out who added files to the checked-out branch, by walking its history.</summary>
/// <remarks>
/// CI systems check out a merge of the branch that they made themselves, and which nobody signs. So a merge is passed over where one of its
/// parents has the file; a pass demands the signature of the merge that lands, too.
/// </remarks>
/// <param name="settings">How repositories are opened.</param>
internal sealed class BranchSources(GitSettings settings) : IBranchSources, IDisposable
{
    private readonly Dictionary<string, Repository> repositories = [];

    public FileSource? Of(string file)
    {
        var path = Path.GetFullPath(file);
        return Repository.Discover(Path.GetDirectoryName(path)) is null
            ? null
            : GitFailure.Explained(() => $"The history of '{file}' could not be read", () => Find(RepositoryOf(path), path));
    }

    public SignatureReport Check(SourceCommit commit, TrustedSigners trusted)
    {
        var repository = repositories.Values.First(repository => repository.Lookup<Commit>(commit.Id) is not null);
        using var objects = new ObjectReader(RepositoryFolder.ObjectsOf(repository));
        var content = GitFailure.Explained(
            () => $"The commit {commit.Id} could not be read", () => SignedContent.Of(objects, new(commit.Id)));
        return CommitSignatures.Check(content, trusted);
    }

    public void Dispose()
    {
        foreach (var repository in repositories.Values)
        {
            repository.Dispose();
        }
    }

    private Repository RepositoryOf(string file)
    {
        var place = ChangedFiles.RootOf(Repository.Discover(Path.GetDirectoryName(file)));
        if (!repositories.TryGetValue(place, out var repository))
        {
            repositories[place] = repository = RepositoryOpener.In(place, settings);
        }

        return repository;
    }

    private static FileSource Find(Repository repository, string file)
    {
        var path = Path.GetRelativePath(repository.Info.WorkingDirectory, file).Replace('\\', '/');
        if (repository.Head.Tip is not { } tip || repository.RetrieveStatus(path) != FileStatus.Unaltered || tip[path] is not { } entry)
        {
            return new([], null);
        }

        var boundary = new ShallowBoundary(RepositoryFolder.CommonOf(repository)).Commits.ToHashSet();
        var commits = new List<SourceCommit>();
        string? missing = null;
        var seen = new HashSet<ObjectId>();
        var open = new Stack<Commit>([tip]);
        while (missing is null && open.TryPop(out var commit))
        {
            if (!seen.Add(commit.Id))
            {
                continue;
            }

            if (boundary.Contains(commit.Sha))
            {
                missing = commit.Sha;
            }
            else if (commit.Parents.Where(parent => Has(parent, path, entry)).ToList() is { Count: > 0 } before)
            {
                before.ForEach(open.Push);
            }
            else
            {
                commits.Add(FileSources.Describe(commit));
            }
        }

        return new(commits, missing);
    }

    private static bool Has(Commit commit, string path, TreeEntry entry) =>
        commit[path] is { } found && found.Target.Id == entry.Target.Id && found.Mode == entry.Mode;
}
