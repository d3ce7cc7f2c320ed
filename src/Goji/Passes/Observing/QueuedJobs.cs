using Goji.Ports;
using Goji.Ports.Kueue;

namespace Goji.Passes.Observing;

/// <summary>
/// Finds out what suspended Jobs wait for in their queues: one list for each namespace and look, and none where no Job waits, where there
/// is no Kueue, or where the runner may not read Workloads. One instance serves a pass.
/// </summary>
internal sealed class QueuedJobs(ICluster cluster, IGojiLog log)
{
    private readonly HashSet<string> forbidden = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, Workload> workloads = new Dictionary<string, Workload>();
    private HashSet<string> unread = [];

    /// <summary>Whether a Job waits in a queue of Kueue's.</summary>
    public static bool IsQueued(ObservedJob job) =>
        job is { LocalQueue: not null, IsFinished: false, DeletionAt: null } && (job.IsSuspended || job.True("Suspended") is not null);

    /// <summary>Reads the Workloads of the Jobs of a poll.</summary>
    public async Task PollAsync(IEnumerable<ObservedJob> jobs, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Workload>();
        unread = [];
        foreach (var space in jobs.Where(IsQueued).GroupBy(job => job.Namespace).Where(space => !forbidden.Contains(space.Key)))
        {
            try
            {
                if (!await cluster.HasKueueAsync(cancellationToken))
                {
                    unread.Add(space.Key);
                    continue;
                }

                // A Workload that a later one of the same Job has replaced is finished.
                var all = await cluster.ListWorkloadsAsync(space.Key, [.. space.Select(job => job.Uid)], cancellationToken);
                foreach (var workload in all.OrderByDescending(one => one.Is("Finished")))
                {
                    found[workload.JobUid] = workload;
                }
            }
            catch (ClusterException exception)
            {
                log.Write(GojiLogLevel.Verbose, "{0}", exception.Message);
                if (exception.Failure == ClusterFailure.Forbidden)
                {
                    forbidden.Add(space.Key);
                }

                unread.Add(space.Key);
            }
        }

        workloads = found;
    }

    /// <summary>Returns what a Job waits for.</summary>
    /// <returns>The sentence, empty where nothing is known; and whether a missing right is the reason for that.</returns>
    public (string Sentence, bool IsForbidden) Explain(ObservedJob job)
    {
        if (!IsQueued(job))
        {
            return ("", false);
        }

        return forbidden.Contains(job.Namespace)
            ? ($"It is in LocalQueue '{job.LocalQueue}', and the runner is not allowed to read Workloads.", true)
            : unread.Contains(job.Namespace)
                ? ("", false)
                : (WorkloadReason.Of(job.LocalQueue!, workloads.GetValueOrDefault(job.Uid)), false);
    }
}
