using System.Collections.Concurrent;
using Goji.Passes.Cancelling;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>
/// Does in the cluster what a verdict asks for once it is safe at the remote: a Job gets its TTL back, a stuck one is deleted. The file
/// leaves processing after that, so if this process dies first, the next one finishes the cleanup.
/// </summary>
internal sealed class SettleStep(PassContext context, ICluster cluster)
{
    private readonly JobEnd end = new(cluster, context.Time);

    public async Task<SettleResult> RunAsync(IReadOnlyList<FileUpdate> updates, CancellationToken cancellationToken)
    {
        var settled = new ConcurrentBag<FileUpdate>();
        var stays = new ConcurrentBag<UnsettledFile>();
        var warnings = new ConcurrentBag<PassWarning>();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, context.Options.Parallelism),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(updates.Where(update => update.IsUnsettled), parallel, async (update, token) =>
        {
            if (await TrySettleAsync(update, stays, warnings, token))
            {
                settled.Add(update with { IsSettled = true });
            }
        });
        return new([.. settled.OrderBy(update => update.Path, StringComparer.Ordinal)], [.. stays], [.. warnings]);
    }

    private async Task<bool> TrySettleAsync(
        FileUpdate update, ConcurrentBag<UnsettledFile> stays, ConcurrentBag<PassWarning> warnings, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var run in update.Attempt.Jobs.Where(run => run.IsUnsettled))
            {
                context.Probe.Before(PassStep.TtlReturn);
                var left = await SettleAsync(cluster.As(context.Policy?.AccountFor(update.Path)), run, cancellationToken);
                context.Probe.After(PassStep.TtlReturn);
                if (left is not null)
                {
                    stays.Add(new(update.Path, left, IsAnswered: false));
                    warnings.Add(new(left));
                    return false;
                }
            }

            return true;
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.Unavailable or ClusterFailure.Unauthorized)
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

    /// <returns>What is left of the Job; null where nothing is to be waited for.</returns>
    private async Task<string?> SettleAsync(ICluster actor, JobRun run, CancellationToken cancellationToken)
    {
        if (run.Reason != JobRun.Stuck)
        {
            await actor.SetTtlAsync(run.Namespace, run.Name, run.Uid!, run.Ttl!.Value, cancellationToken);
            return null;
        }

        var isThere = await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken) is { DeletionAt: null } found
            && found.Uid == run.Uid;
        if (isThere)
        {
            await actor.DeleteJobAsync(new ObservedJob(run.Namespace, run.Name, run.Uid!), cancellationToken);
        }

        try
        {
            // Other containers of its pods may have run: before they have ended, nothing that the file excludes may start.
            var (job, pods) = await end.WaitAsync(run, isThere ? JobEnd.Timeout : TimeSpan.Zero, cancellationToken);
            pods = job is null ? pods : await JobPods.FindAsync(cluster, run, cancellationToken);
            return pods.Count > 0 ? JobPods.WhyEnding(run, pods) : null;
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.Forbidden)
        {
            return null;
        }
    }
}
