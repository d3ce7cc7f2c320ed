using Goji.Passes.Auditing;
using Goji.Passes.Observing;
using Goji.Passes.Recording;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Cancelling;

/// <summary>
/// Ends one Job: keeps the last lines of its logs, deletes it, and waits for its pods. Each call finds out what there is and does what is
/// missing, so that it can be repeated from any point.
/// </summary>
internal sealed class JobCanceller(
    PassContext context, ICluster cluster, PassLogs logs, OwnershipRule rule, JobAudit audit, IRepositorySnapshot tip)
{
    /// <summary>How often one poll tries to delete a Job that changes all the time.</summary>
    private const int MaxTries = 5;

    private readonly JobDeletionWait end = new(cluster, context.Time);

    public async Task<CancelResult> CancelAsync(string file, Attempt attempt, CancelOrder order, CancellationToken cancellationToken)
    {
        var run = order.Run;
        if (rule.Obstacle(file, attempt.Id, run, order.Job) is { } obstacle)
        {
            return new(run) { Reason = obstacle, IsObstacle = true };
        }

        try
        {
            // The pods are listed first: a runner that may not do so could not find out when they have ended.
            var pods = await JobPods.FindAsync(cluster, run, cancellationToken);
            var tails = await logs.BeforeDeletionAsync(file, attempt, run, [], pods, cancellationToken);
            if (order.Job.DeletionAt is null && !await DeleteAsync(file, order, cancellationToken))
            {
                return new(run) { Reason = $"The Job '{run}' changes while it is being cancelled.", HasChanged = true };
            }

            var wait = order.Job.DeletionAt is null ? JobDeletionWait.Timeout : TimeSpan.Zero;
            return await WaitAsync(run, wait, cancellationToken) is { } waiting
                ? waiting with { Pods = tails }
                : new(Close(run, order.Why))
                {
                    Pods = await logs.EndedAsync(file, attempt, run, tails, JobOutcome.Failed, cancellationToken),
                };
        }
        catch (ClusterException exception)
        {
            return new(run) { Reason = JobPods.WhyNot(run, exception), IsObstacle = true };
        }
    }

    private JobRun Close(JobRun run, string why) => run with
    {
        Outcome = JobOutcome.Failed,
        FinishedAt = cluster.Now,
        Reason = JobRun.Cancelled,
        Message = CancelText.Message(why),
    };

    /// <returns>Whether the Job is deleted; false if it has finished, or is another one by now.</returns>
    private async Task<bool> DeleteAsync(string file, CancelOrder order, CancellationToken cancellationToken)
    {
        var job = order.Job;
        for (var tries = 1; ; tries++)
        {
            context.Probe.Before(PassStep.CancelDelete);
            var isDeleted = await cluster.As(context.Policy?.AccountFor(file)).TryDeleteJobAsync(job, cancellationToken);
            context.Probe.After(PassStep.CancelDelete);
            if (isDeleted)
            {
                audit.Cancelled(tip, file, job, order.Why);
                return true;
            }

            var found = await cluster.FindJobAsync(job.Namespace, job.Name, cancellationToken);
            if (found is null)
            {
                return true;
            }

            if (found.Uid != job.Uid || found.IsFinished || tries == MaxTries)
            {
                return false;
            }

            job = found;
        }
    }

    /// <returns>Why the Job has no verdict yet; null where nothing of it is left.</returns>
    private async Task<CancelResult?> WaitAsync(JobRun run, TimeSpan limit, CancellationToken cancellationToken) =>
        await end.WaitAsync(run, limit, cancellationToken) switch
        {
            (null, []) => null,
            (null, var pods) => new(run) { Reason = JobPods.WhyWait(run, pods) },
            var (job, _) => new(run) { Reason = WhyDeleting(run, job), HasChanged = job.IsFinished },
        };

    private static string WhyDeleting(JobRun run, ObservedJob job) => $"The Job '{run}' is cancelled and being deleted."
        + (job.Finalizers.Count > 0 ? $" Its finalizers hold it: {string.Join(", ", job.Finalizers)}." : "");
}
