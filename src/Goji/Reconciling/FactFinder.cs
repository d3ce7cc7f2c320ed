using Goji.Runs;

namespace Goji.Reconciling;

/// <summary>Asks the cluster what deciding about the queued files needs to know, before anything is claimed in vain.</summary>
internal sealed class FactFinder(ICluster cluster, ClusterIdentity identity)
{
    public async Task<ClusterFacts> FindAsync(IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        var claims = decisions.OfType<Decision.Claim>().ToList();
        var closed = new HashSet<string>();
        foreach (var space in claims.SelectMany(claim => claim.Prepared.Jobs).Select(job => job.Namespace).Distinct())
        {
            if (!await cluster.MayCreateJobsAsync(space, cancellationToken))
            {
                closed.Add(space);
            }
        }

        var active = new Dictionary<string, string>();
        foreach (var claim in claims)
        {
            if (claim.Record.Newest is { Refused: null, IsJudged: false } attempt && await FindActiveAsync(attempt, cancellationToken) is { } reason)
            {
                active.Add(claim.File.Path, reason);
            }
        }

        return new(closed, active);
    }

    /// <summary>Somebody moved a file back to the queue before its last attempt had a verdict: its Job may still be at work.</summary>
    private async Task<string?> FindActiveAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        if (identity.Compare(attempt) == SameCluster.No)
        {
            return $"Its last attempt was started on another cluster ({attempt.Cluster}) and has no verdict. Put the file back into processing/, or delete its run record if that Job is of no concern.";
        }

        foreach (var run in attempt.Jobs.Where(run => run.Outcome is null))
        {
            if (await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken) is { IsFinished: false } job && (job.Uid == run.Uid || job.RunId == attempt.Id))
            {
                return $"The Job '{run}' of the last attempt still runs. It starts when that one has finished; to follow it instead, put the file back into processing/.";
            }
        }

        return null;
    }
}
