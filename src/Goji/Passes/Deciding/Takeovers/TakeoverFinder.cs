using System.Collections.Concurrent;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding.Takeovers;

/// <summary>Asks the cluster about claims that this runner may take over or renew, before a commit does so.</summary>
internal sealed class TakeoverFinder(ICluster cluster, GojiOptions options, TakeoverRule takeover, ManifestStore manifests)
{
    private readonly int parallelism = Math.Max(1, options.Parallelism);

    /// <param name="facts">What is known already.</param>
    /// <param name="decisions">The decisions, with the claims in question.</param>
    /// <param name="snapshot">The snapshot that it was decided on.</param>
    /// <param name="known">What the pass knows beyond it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The facts, with what was found out about the claims.</returns>
    public async Task<ClusterFacts> FindAsync(
        ClusterFacts facts, Decisions decisions, IRepositorySnapshot snapshot, IKnownFiles known, CancellationToken cancellationToken)
    {
        if (decisions.Takeovers.Count == 0)
        {
            return facts;
        }

        var (begun, left) = (new ConcurrentDictionary<string, Attempt>(), new ConcurrentDictionary<string, string>());
        var tried = decisions.Takeovers.Where(file => takeover.IsForeign(file.Attempt!) || known.WasLeft(file.Path))
            .Select(file => file.Path).ToHashSet();
        ClusterException? outage = null;
        var unanswered = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(decisions.Takeovers, parallel, async (file, token) =>
        {
            try
            {
                if (await FindBegunAsync(file.Attempt!, decisions.NeedProof.Contains(file.Path), token) is not { } attempt)
                {
                    return;
                }

                if (tried.Contains(file.Path) && takeover.MustRenew(attempt, cluster.NowAtMost))
                {
                    // If the cluster does not respond to some requests, the others are not sent: each of them would wait as long.
                    if (Volatile.Read(ref unanswered) >= parallelism)
                    {
                        throw outage!;
                    }

                    await DryRunAsync(manifests.PrepareAgain(snapshot, file.File, decisions.RepositoryId, attempt.Id), attempt, token);
                }

                begun[file.Path] = attempt;
            }
            catch (ClusterException failure)
            {
                // Nothing is known of it, or nothing would come of it: it is left to another pass.
                left[file.Path] = failure.Message;
                outage = failure;
                Interlocked.Increment(ref unanswered);
            }
        });
        return facts with { Begun = begun, TriedBefore = tried, Left = left, Outage = outage };
    }

    /// <summary>
    /// The runner of a claim may have created Jobs and died before it wrote that down. Whatever becomes of the claim - the file may be
    /// another one by now, or be refused - those come first.
    /// </summary>
    /// <returns>The attempt; null where a proof is needed that it was made for this cluster and there is none.</returns>
    private async Task<Attempt?> FindBegunAsync(Attempt attempt, bool needsProof, CancellationToken cancellationToken)
    {
        var isProven = !needsProof;
        var runs = new List<JobRun>();
        foreach (var run in attempt.Jobs)
        {
            var isOpen = run.IsUnstarted;
            var job = isOpen || !isProven ? await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken) : null;
            isProven |= job is not null && (job.RunId == attempt.Id || job.Uid == run.Uid);
            runs.Add(isOpen && job is not null && job.RunId == attempt.Id
                ? run with { Uid = job.Uid, StartedAt = job.StartedAt ?? job.CreatedAt }
                : run);
        }

        return isProven ? attempt with { Jobs = runs } : null;
    }

    /// <summary>
    /// Finds out whether the cluster answers a request to create the next Job. While it does not, a renewed claim would only be the same
    /// again. What it answers does not matter here: the create finds that out.
    /// </summary>
    private async Task DryRunAsync(PreparedFile prepared, Attempt attempt, CancellationToken cancellationToken)
    {
        var next = prepared.Jobs.FirstOrDefault(
            job => attempt.Jobs.Any(run => run.IsUnstarted && run.Namespace == job.Namespace && run.Name == job.Name));
        try
        {
            if (next is not null)
            {
                await cluster.As(prepared.Account).DryRunJobAsync(next.Namespace, next.Body, cancellationToken);
            }
        }
        catch (ClusterException exception) when (exception.IsServerFault || !exception.IsOutage)
        {
        }
    }
}
