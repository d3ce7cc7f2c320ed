using Goji.Git.Clone;
using Goji.Git.Objects;
using Goji.Git.Objects.Packs;
using Goji.Git.Remotes.Server.Protocol;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Server;

/// <summary>
/// Brings a commit from a server into the clone: the pack, the end of a shallow history, then the remote-tracking reference.
/// </summary>
internal sealed class FetchedPack(LocalClone clone)
{
    // So many commits of the clone are named to the server, newest first: enough to meet a history that was rewritten at its end.
    private const int NamedCommits = 256;

    public async Task TakeAsync(UploadPack service, FetchTarget wanted)
    {
        if (wanted.Depth > 0 || !Has(wanted.Tip))
        {
            await FetchAsync(service, [wanted.Tip], Known(wanted.Branch), wanted.Depth);
        }

        clone.Move(LocalClone.TrackingReference(wanted.Branch), wanted.Tip, "fetch");
    }

    /// <summary>Fetches single objects that a partial clone left at the remote; folders with those below them, and without files.</summary>
    public Task TakeAsync(UploadPack service, IReadOnlyList<ObjectId> objects, bool isFolders) =>
        FetchAsync(service, objects, [], depth: 0, isFolders);

    /// <summary>Fetches the history before the commits at which it ends. References stay where they are.</summary>
    public Task DeepenAsync(UploadPack service, string branch, ObjectId tip, int depth) => FetchAsync(service, [tip], Known(branch), depth);

    private async Task FetchAsync(
        UploadPack service, IEnumerable<ObjectId> wanted, IEnumerable<ObjectId> known, int depth, bool withoutFiles = false)
    {
        using var indexer = new PackIndexer(RepositoryFolder.ObjectsOf(clone.Repository));
        var ends = await service.FetchAsync(wanted, known, clone.Boundary.Commits, depth, withoutFiles, indexer.Append);
        indexer.Commit(clone.IsPartial);
        clone.Boundary.Change(ends.Ended, ends.GoesOn);
        clone.Refresh();
    }

    // A commit alone proves nothing: a killed fetch of another program may have left it without its history. A reference does.
    private bool Has(ObjectId commit) => clone.Repository.Refs.OfType<Reference>()
        .Select(reference => reference.ResolveToDirectReference()?.TargetIdentifier)
        .Any(id => id == commit.Sha);

    private List<ObjectId> Known(string branch)
    {
        string[] references = [LocalClone.TrackingReference(branch), BranchName.Reference(branch)];
        var tips = references
            .Select(clone.IdOf)
            .OfType<ObjectId>()
            .Distinct()
            .Select(id => clone.Repository.Lookup<Commit>(id))
            .OfType<Commit>()
            .ToList();
        return tips.Count == 0
            ? []
            : [.. clone.Repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = tips, SortBy = CommitSortStrategies.Time })
                .Take(NamedCommits).Select(commit => commit.Id)];
    }
}
