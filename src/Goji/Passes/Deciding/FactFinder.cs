using System.Collections.Concurrent;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>Asks the cluster what deciding about the queued files needs to know, before anything is claimed in vain.</summary>
internal sealed class FactFinder(ICluster cluster, ClusterIdentity identity, int parallelism)
{
    /// <param name="decisions">What would be decided if nothing were known.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ClusterFacts> FindAsync(Decisions decisions, CancellationToken cancellationToken)
    {
        var claims = decisions.Queue.OfType<Decision.Claim>().ToList();
        var closed = new Dictionary<string, string>();
        foreach (var jobs in claims.SelectMany(claim => claim.Prepared.Jobs).GroupBy(job => job.Namespace))
        {
            if (await FindObstacleAsync(jobs.Key, jobs.First(), cancellationToken) is { } obstacle)
            {
                closed.Add(jobs.Key, obstacle);
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

        var begun = new ConcurrentDictionary<string, Attempt>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallelism), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(decisions.Takeovers, parallel, async (job, token) =>
        {
            if (await FindBegunAsync(job.Attempt!, token) is { } attempt)
            {
                begun[job.Path] = attempt;
            }
        });
        return new(closed, active, begun);
    }

    /// <summary>Why nothing can be created in a namespace: claims would be taken back, and taken again by the next pass, with two commits each time.</summary>
    private async Task<string?> FindObstacleAsync(string space, PreparedJob first, CancellationToken cancellationToken)
    {
        if (!await cluster.MayCreateJobsAsync(space, cancellationToken))
        {
            return $"The runner may not create Jobs in namespace '{space}'. Bind a Role with the verb 'create' on 'jobs' of 'batch' to its account.";
        }

        try
        {
            await cluster.RehearseJobAsync(space, first.Body, cancellationToken);
            return null;
        }
        catch (ClusterException exception)
        {
            // Anything but a quota is said of that one Job, and may not be said of its real creation.
            return exception.Failure == ClusterFailure.QuotaExceeded ? $"{exception.Message} It starts when there is room again." : null;
        }
    }

    /// <summary>
    /// The runner of a claim may have created Jobs and died before it wrote that down. Whatever becomes of the claim - the file may be another one by now,
    /// or be refused - those come first.
    /// </summary>
    private async Task<Attempt?> FindBegunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            var runs = new List<JobRun>();
            foreach (var run in attempt.Jobs)
            {
                var isOpen = run is { Uid: null, Outcome: null };
                runs.Add(isOpen && await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken) is { } job && job.RunId == attempt.Id
                    ? run with { Uid = job.Uid, StartedAt = job.StartedAt ?? job.CreatedAt }
                    : run);
            }

            return attempt with { Jobs = runs };
        }
        catch (ClusterException)
        {
            // Nothing is known of it: it is left to another pass.
            return null;
        }
    }

    /// <summary>Somebody moved a file back to the queue before its last attempt had a verdict: its Job may still be at work.</summary>
    private async Task<string?> FindActiveAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var same = identity.Compare(attempt);
        if (same == SameCluster.No)
        {
            return $"Its last attempt was started on another cluster ({attempt.Cluster}) and has no verdict. Put the file back into processing/, or delete its run record if that Job is of no concern.";
        }

        try
        {
            return await FindActiveJobAsync(attempt, same == SameCluster.Yes, cancellationToken);
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.Forbidden)
        {
            return $"Whether the Job of the last attempt still runs cannot be told: {exception.Message}";
        }
    }

    private async Task<string?> FindActiveJobAsync(Attempt attempt, bool isCertainCluster, CancellationToken cancellationToken)
    {
        foreach (var run in attempt.Jobs.Where(run => run.Outcome is null))
        {
            var job = await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken);
            var isFound = job is not null && (job.Uid == run.Uid || job.RunId == attempt.Id);
            if (!isFound && !isCertainCluster)
            {
                return $"The Job '{run}' of the last attempt has no verdict, and nothing proves that it was started on the configured cluster ({cluster.Address}). "
                    + "Give the runner the right to 'get' the namespace kube-system, or put the file back into processing/.";
            }

            if (isFound && !job!.IsFinished)
            {
                return $"The Job '{run}' of the last attempt still runs. It starts when that one has finished; to follow it instead, put the file back into processing/.";
            }
        }

        return null;
    }
}
