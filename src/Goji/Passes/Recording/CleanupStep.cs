using System.Collections.Concurrent;
using Goji.Passes.Cancelling;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>
/// Cleans up in the cluster once the verdict is pushed: restores the TTL of a Job, deletes a stuck one. The file
/// leaves processing after that, so if this process dies first, the next one finishes the cleanup.
/// </summary>
internal sealed class CleanupStep(PassContext context, ICluster cluster)
{
    private readonly JobDeletionWait end = new(cluster, context.Time);

    /// <param name="updates">What is recorded, and asks for something to be done in the cluster.</param>
    /// <param name="repositoryId">The repository's id.</param>
    /// <param name="cancellationToken">Ends the step.</param>
    public async Task<CleanupResult> RunAsync(
        IReadOnlyList<FileUpdate> updates, string repositoryId, CancellationToken cancellationToken)
    {
        var rule = new OwnershipRule(context.Options, context.Policy, repositoryId);
        var settled = new ConcurrentBag<FileUpdate>();
        var stays = new ConcurrentBag<CleanupPendingFile>();
        var warnings = new ConcurrentBag<PassWarning>();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, context.Options.Parallelism),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(updates.Where(update => update.IsUnsettled), parallel, async (update, token) =>
        {
            if (await TryCleanUpAsync(update, rule, stays, warnings, token))
            {
                settled.Add(update with { IsSettled = true });
            }
        });
        return new([.. settled.OrderBy(update => update.Path, StringComparer.Ordinal)], [.. stays], [.. warnings]);
    }

    private async Task<bool> TryCleanUpAsync(
        FileUpdate update, OwnershipRule rule, ConcurrentBag<CleanupPendingFile> stays, ConcurrentBag<PassWarning> warnings,
        CancellationToken cancellationToken)
    {
        try
        {
            foreach (var run in update.Attempt.Jobs.Where(run => run.IsUnsettled))
            {
                context.Probe.Before(PassStep.TtlReturn);
                var (isDone, why) = await CleanUpAsync(update, rule, run, cancellationToken);
                context.Probe.After(PassStep.TtlReturn);
                if (why is not null)
                {
                    warnings.Add(new(why));
                }

                if (!isDone)
                {
                    stays.Add(new(update.Path, why!, IsAnswered: false));
                    return false;
                }
            }

            return true;
        }
        catch (ClusterException exception) when (exception.IsOutage)
        {
            var reason = $"It has its verdict, {update.Attempt.State.ToString().ToLowerInvariant()}, and stays in processing/ until the "
                + $"cluster takes this: {exception.Message}";
            stays.Add(new(update.Path, reason, exception.IsServerFault));
            warnings.Add(new($"'processing/{update.Path}': {reason}"));
            return false;
        }
        catch (ClusterException exception)
        {
            warnings.Add(new(
                $"The Job of '{update.Path}' is not cleaned up: {exception.Message} "
                + "Give the runner the verbs 'patch' and 'delete' on 'jobs', or delete the Job."));
            return true;
        }
    }

    /// <returns>Whether nothing is to be waited for any more, and what is left of the Job; null where nothing is.</returns>
    private async Task<(bool IsDone, string? Why)> CleanUpAsync(
        FileUpdate update, OwnershipRule rule, JobRun run, CancellationToken cancellationToken)
    {
        var job = await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken);
        job = job?.Uid == run.Uid ? job : null;
        if (job is not null && rule.ObstacleAfterVerdict(update.Path, update.Attempt.Id, run, job) is { } obstacle)
        {
            return (true, obstacle);
        }

        var actor = cluster.As(context.Policy?.AccountFor(update.Path));
        if (run.Reason != JobRun.Stuck)
        {
            if (job is not null)
            {
                await actor.SetTtlAsync(job.Namespace, job.Name, job.Uid, run.Ttl!.Value, cancellationToken);
            }

            return (true, null);
        }

        var isThere = job is { DeletionAt: null };
        if (isThere)
        {
            await actor.DeleteJobAsync(job!, cancellationToken);
        }

        try
        {
            // Other containers of its pods may have run: before they have ended, nothing that the file excludes may start.
            var (left, pods) = await end.WaitAsync(run, isThere ? JobDeletionWait.Timeout : TimeSpan.Zero, cancellationToken);
            pods = left is null ? pods : await JobPods.FindAsync(cluster, run, cancellationToken);
            return pods.Count > 0 ? (false, JobPods.WhyEnding(run, pods)) : (true, null);
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.Forbidden)
        {
            return (true, null);
        }
    }
}
