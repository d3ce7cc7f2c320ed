using System.Collections.Concurrent;
using Goji.Passes.Publishing;
using Goji.Passes.Recording;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes;

internal sealed partial class Reconciliation
{
    /// <summary>Files whose claim is taken back, with the reason.</summary>
    private readonly Dictionary<string, string> putBack = [];

    /// <summary>Files whose claim has been taken back in this pass.</summary>
    private readonly HashSet<string> givenBack = [];

    private async Task<IRepositorySnapshot> ObserveAndRecordAsync(IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        mayStartMore = false;
        context.Probe.Before(PassStep.Observe);
        var repositoryId = claimer.RepositoryIdOf(snapshot);
        var judge = NewJudge(repositoryId);
        var processing = Processing(snapshot);
        var observed = await judge.JudgeAsync(snapshot, [.. processing.Where(job => !putBack.ContainsKey(job.Path))], cancellationToken);
        context.Probe.After(PassStep.Observe);

        var updates = observed.ToDictionary(update => update.Path);
        foreach (var job in processing)
        {
            if (putBack.ContainsKey(job.Path))
            {
                updates[job.Path] = new(job.Path, job.Attempt!, JobState.Queued);
            }
            else if (unrecorded.TryGetValue(job.Path, out var attempt))
            {
                // What the start brought back is written down even where nothing was observed.
                updates.TryAdd(job.Path, new(job.Path, attempt, attempt.State));
            }
        }

        snapshot = await RecordAsync(snapshot, [.. updates.Values.OrderBy(update => update.Path, StringComparer.Ordinal)], cancellationToken);
        return judge.LastRound is { Wanted: > 0 } round && round.Unanswered == round.Wanted
            ? throw new GojiException($"The state of none of the {round.Wanted} Jobs in processing could be read: {Tally.Warnings[^1]}")
            : snapshot;
    }

    private async Task<IRepositorySnapshot> RecordAsync(IRepositorySnapshot snapshot, IReadOnlyList<JobUpdate> updates, CancellationToken cancellationToken)
    {
        // What a verdict still asks of the cluster is done when the verdict is safe at the remote, and the file moves only after that: so a file
        // in processing whose record has the verdict is one for which this may still be to do, whatever happened in between.
        (snapshot, var done) = await PublishAsync(snapshot, updates, cancellationToken);
        if (done.Where(update => update.IsUnsettled).ToList() is { Count: > 0 } unsettled)
        {
            (snapshot, _) = await PublishAsync(snapshot, await SettleAsync(unsettled, cancellationToken), cancellationToken);
        }

        return snapshot;
    }

    private async Task<(IRepositorySnapshot Snapshot, IReadOnlyList<JobUpdate> Done)> PublishAsync(IRepositorySnapshot snapshot, IReadOnlyList<JobUpdate> updates, CancellationToken cancellationToken)
    {
        (snapshot, var done) = await context.Publisher.PublishAsync(
            snapshot, tip => recorder.Compose(tip, updates), PassStep.RecordCommit, PassStep.RecordPush, cancellationToken);
        mayStartMore |= done.Any(update => update.To != JobState.Processing) && Tally.Jobs.Any(job => job.After == JobState.Queued && !givenBack.Contains(job.File));
        foreach (var update in done)
        {
            unrecorded.Remove(update.Path);
            if (update.To == JobState.Queued)
            {
                var reason = putBack[update.Path];
                putBack.Remove(update.Path);
                givenBack.Add(update.Path);
                Tally.Set(update.Path, JobState.Queued, reason);
                Log.Write(GojiLogLevel.Information, "processing/{0} -> queued: {1}", update.Path, reason);
            }
            else if (update.To != JobState.Processing)
            {
                var reason = Reason(update.Attempt);
                Tally.Set(update.Path, update.To, reason, update.Attempt);
                Log.Write(GojiLogLevel.Information, "processing/{0} -> {1}{2}", update.Path, update.To.ToString().ToLowerInvariant(), InBrackets(update.Attempt));
            }
        }

        return (snapshot, done);
    }

    /// <returns>The updates whose files may move now.</returns>
    private async Task<IReadOnlyList<JobUpdate>> SettleAsync(IEnumerable<JobUpdate> updates, CancellationToken cancellationToken)
    {
        var settled = new ConcurrentBag<JobUpdate>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Options.Parallelism), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(updates, parallel, async (update, token) =>
        {
            if (await TrySettleAsync(update, token))
            {
                settled.Add(update with { IsSettled = true });
            }
        });
        return [.. settled.OrderBy(update => update.Path, StringComparer.Ordinal)];
    }

    private async Task<bool> TrySettleAsync(JobUpdate update, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var run in update.Attempt.Jobs.Where(run => run.IsUnsettled))
            {
                context.Probe.Before(PassStep.TtlReturn);
                await SettleAsync(run, cancellationToken);
                context.Probe.After(PassStep.TtlReturn);
            }

            return true;
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.Unavailable or ClusterFailure.Unauthorized)
        {
            Tally.Warn($"'processing/{update.Path}' has its verdict and stays until the cluster takes this: {exception.Message}");
            return false;
        }
        catch (ClusterException exception)
        {
            Tally.Warn($"The Job of '{update.Path}' is not cleaned up: {exception.Message} Give the runner the verbs 'patch' and 'delete' on 'jobs', or delete the Job.");
            return true;
        }
    }

    private Task SettleAsync(JobRun run, CancellationToken cancellationToken) => run.Reason == JobRun.Stuck
        ? cluster.DeleteJobAsync(new ObservedJob(run.Namespace, run.Name, run.Uid!), cancellationToken)
        : cluster.ReturnTtlAsync(run.Namespace, run.Name, run.Uid!, run.Ttl!.Value, cancellationToken);

    /// <summary>The reasons in a word each: the report has the sentences.</summary>
    private static string InBrackets(Attempt attempt)
    {
        var reasons = attempt.Jobs.Where(run => run.Outcome is JobState.Failed or JobState.Unknown).Select(run => run.Reason).Distinct();
        return string.Join(", ", reasons) is { Length: > 0 } text ? $" ({text})" : "";
    }

    private static string Reason(Attempt attempt) => attempt.Refused ?? string.Join(
        "; ", attempt.Jobs.Where(run => run.Outcome is JobState.Failed or JobState.Unknown).Select(run => $"Job {run}: {run.Reason}: {run.Message}"));
}
