using Goji.Passes;
using Goji.Passes.Pruning;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>
    /// Removes finished jobs from the tip of the branch, with their run records, in one commit, so that the repository stays quick for
    /// years. The git history keeps them all. What is queued or being processed is never touched.
    /// </summary>
    /// <remarks>
    /// A job without a run record, such as one from before Goji or one that a person has put there, counts as the oldest. One whose record
    /// cannot be read is kept. A record stays as long as another file of its path is in any state.
    /// </remarks>
    /// <param name="prune">Which jobs are kept.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="GojiUsageException">There is no limit, or one that makes no sense, or the repository is not as it must
    /// be.</exception>
    /// <exception cref="GojiException">Git failed.</exception>
    public async Task<PruneReport> PruneAsync(PruneOptions prune, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prune);
        var pruner = new Pruner(prune, log, time);
        using var repository = await OpenOrCloneAsync(cancellationToken);
        var publisher = NewPublisher(repository);
        var snapshot = await publisher.SyncAsync(cancellationToken);
        if (options.DryRun)
        {
            return pruner.Compose(snapshot).Plan;
        }

        (snapshot, var report) = await publisher.PublishAsync(
            snapshot, pruner.Compose, PassStep.RecordCommit, PassStep.RecordPush, cancellationToken);
        repository.UpdateWorkingCopy(snapshot);
        log.Write(GojiLogLevel.Information, "{0} jobs pruned, {1} kept.", report.Pruned.Count, report.Kept);
        return report with { Commit = publisher.Commits is [.., var commit] ? commit : "" };
    }
}
