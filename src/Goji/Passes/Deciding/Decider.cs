using Goji.Passes.Cancelling;
using Goji.Passes.Deciding.Takeovers;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>
/// Decides about a snapshot: a function of the snapshot, what the pass knows, the facts, the settings and the clock. Commits nothing.
/// </summary>
internal sealed class Decider(QueueDecider queue, TakeoverRule takeover, ManifestStore manifests)
{
    private readonly string newRepositoryId = RepositoryId.New();

    /// <summary>The repository's id, or the one that it gets with its first run record.</summary>
    public string RepositoryIdOf(IRepositorySnapshot snapshot) => snapshot.ReadRepositoryId() ?? newRepositoryId;

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="known">What the pass knows beyond the snapshot.</param>
    /// <param name="facts">What the cluster answered about the files.</param>
    /// <param name="batch">How many files may leave the queue at most.</param>
    public Decisions Decide(IRepositorySnapshot snapshot, IKnownFiles known, ClusterFacts facts, int batch)
    {
        var repositoryId = RepositoryIdOf(snapshot);
        var processing = known.ProcessingIn(snapshot);
        var files = snapshot.List(JobState.Queued).Where(file => known.MayLeaveQueue(file.Path)).ToList();
        var (decisions, hasMore) = queue.Decide(files, new(snapshot, repositoryId, processing, known.MovedAwayIn(snapshot), facts), batch);
        var takeovers = processing.Where(
            file => known.IsWanted(file.Path) && takeover.Applies(file) && CancelRequest.Of(snapshot, manifests, file) is null).ToList();
        return new(repositoryId, decisions, takeovers)
        {
            NeedProof = takeovers.Where(takeover.NeedsProof).Select(file => file.Path).ToHashSet(),
            HasMore = hasMore,
            IsFirst = snapshot.ReadRepositoryId() is null,
        };
    }
}
