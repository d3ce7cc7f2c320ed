using Goji.Model;
using Goji.Passes.Cancelling;
using Goji.Passes.Deciding.Takeovers;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>Decides what the Jobs of a file in processing have come to, and what is to be recorded. One instance serves one poll.</summary>
internal sealed class Judge(PassContext context, ICluster cluster, PassLogs logs, QueuedJobs queued)
{
    /// <summary>
    /// Maximum number of Jobs whose pods are inspected per look, oldest first: a cluster that starts no pods would be asked for each.
    /// </summary>
    public const int MaxAsked = 50;

    private const int MaxMessageLength = 1000;

    /// <summary>How long a pod may take to start before the reason is read.</summary>
    private static readonly TimeSpan StartUpTime = TimeSpan.FromSeconds(5);

    private readonly GojiOptions options = context.Options;
    private int asked;

    /// <param name="item">The file with its attempt.</param>
    /// <param name="observations">What was seen of its Jobs.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What there is to record and to report.</returns>
    public async ValueTask<Finding> JudgeAsync(
        ObservedFile item, IReadOnlyDictionary<JobRun, Observation> observations, CancellationToken cancellationToken)
    {
        if (item.Attempt is not { } attempt)
        {
            return item.ToFinding(known: null);
        }

        var runs = new List<JobRun>();
        foreach (var run in attempt.Jobs)
        {
            runs.Add(observations.TryGetValue(run, out var seen) ? await DecideAsync(item, run, seen, cancellationToken) : run);
        }

        return item.ToFinding(runs.SequenceEqual(attempt.Jobs) ? attempt : attempt with { Jobs = runs });
    }

    private async ValueTask<JobRun> DecideAsync(ObservedFile item, JobRun run, Observation seen, CancellationToken cancellationToken)
    {
        if (seen.NoAnswer is not null)
        {
            item.StayUnread(seen.NoAnswer);
            return run;
        }

        var isSame = seen.Job is not null
            && (run.Uid is not null ? seen.Job.Uid == run.Uid : item.IsUnrecorded || seen.Job.RunId == item.Attempt!.Id);
        if (!isSame && !item.IsCertainCluster)
        {
            item.Stay(run.Uid is null ? TakeoverRule.WhyUndecided(item.File, item.Attempt!, cluster.Address)
                : $"The Job '{run}' of '{item.File.File}' is not in the configured cluster ({cluster.Address}), and nothing proves "
                + "that the Job was started on this cluster. It stays. Give the runner the right to 'get' the namespace kube-system.");
            return run;
        }

        var verdict = isSame ? Verdict.Of(seen.Job!)
            : item.IsUnrecorded ? Verdict.NeverStarted
            : item.Cancel is not null ? Verdict.Cancelled(item.Cancel, isCreated: run.Uid is not null)
            : run.Uid is null ? Verdict.MovedBeforeItsStart
            : seen.Job is null ? Verdict.Gone(run.Message)
            : Verdict.Replaced(seen.Job);
        var known = isSame && (run.Uid is null || run.StartedAt is null)
            ? run with { Uid = seen.Job!.Uid, StartedAt = run.StartedAt ?? seen.Job.StartedAt ?? seen.Job.CreatedAt }
            : run;
        var isGone = !isSame && run.Uid is not null && !item.IsUnrecorded;
        if ((isGone || (isSame && verdict.IsFinal && item.IsExclusive)) && !await HasEndedAsync(item, known, isGone, cancellationToken))
        {
            return known;
        }

        return verdict.IsFinal
            ? await CloseAsync(item, known, verdict, explained: null, cancellationToken)
            : await FollowAsync(item, known, seen.Job!, verdict, cancellationToken);
    }

    /// <summary>
    /// Whether no pod of a Job runs any more: before that, nothing that it excludes may start. Where somebody else deleted the Job, and
    /// before Kubernetes 1.31 also where it failed, pods take their time to end. Of a cancelled Job no pod may be left.
    /// </summary>
    private async Task<bool> HasEndedAsync(ObservedFile item, JobRun run, bool isGone, CancellationToken cancellationToken)
    {
        var isCancelled = isGone && item.Cancel is not null;
        try
        {
            var pods = await JobPods.FindAsync(cluster, run, cancellationToken);
            pods = isCancelled ? pods : JobPods.Running(pods);
            item.Reason = pods.Count == 0 ? item.Reason
                : isCancelled ? JobPods.WhyWait(run, pods)
                : JobPods.WhyRunning(run, pods, isGone);
            return pods.Count == 0;
        }
        catch (ClusterException exception) when (!isCancelled && exception.Failure == ClusterFailure.Forbidden)
        {
            // The verdict needs no right to list pods.
            return true;
        }
        catch (ClusterException exception) when (!isCancelled)
        {
            item.StayUnread(exception.Message);
            return false;
        }
        catch (ClusterException exception)
        {
            item.Stay(JobPods.WhyNot(run, exception));
            return false;
        }
    }

    private async ValueTask<JobRun> FollowAsync(
        ObservedFile item, JobRun run, ObservedJob job, Verdict verdict, CancellationToken cancellationToken)
    {
        var (waits, isForbidden) = queued.Explain(job);
        item.Detail(run, verdict.Reason, $"{verdict.Message} {waits}".TrimEnd(), []);
        if (isForbidden)
        {
            item.Warn(
                $"The runner is not allowed to read Workloads in namespace '{run.Namespace}': why its Jobs are suspended is not known. "
                + "Bind a Role with the verb 'list' on 'workloads' of 'kueue.x-k8s.io' to its account.",
                subject: $"{run.Namespace} workloads");
        }

        logs.Runs(item.File.Path, item.Attempt!, run, job);
        if (item is { Cancel: null, File: { IsAway: true, File.State: not JobState.Queued } away })
        {
            item.Warn(
                $"The Job '{run}' of '{away.Path}' still runs although "
                    + $"{(away.File.IsDeleted ? "its file was deleted" : $"its file is '{away.File}'")}. "
                + $"Its verdict will be recorded. To follow it, put the file back into processing/; to stop it, run 'goji cancel "
                + $"{away.Path}'.",
                subject: $"{run} runs without a file");
        }

        if (item.Cancel is { } why)
        {
            item.Reason = $"It is to be cancelled: {CancelText.Message(why)}";
            if (item.File.Attempt?.Find(run)?.Uid is null)
            {
                // Recorded before it is deleted: whoever finishes the cancel after a crash finds the Job's pods by its UID.
                item.CancelsOnceRecorded = true;
                return run;
            }

            item.ToCancel.Add(new(run, job, why));
            return run;
        }

        if (!MayBeStuck(job, verdict)
            || Interlocked.Increment(ref asked) > MaxAsked
            || await ExplainAsync(run, cancellationToken) is not [{ ExitCode: null, Disruption: "" } pod, ..] pods)
        {
            return run;
        }

        // A Job that was resumed has a new start: the time that it spent in a queue does not count.
        var since = Later(pod.At, job.StartedAt) ?? run.StartedAt ?? cluster.Now;
        var message = $"Stuck for {Duration.Text(cluster.Now - since)}: {pod.Sentence}";
        if (options.FailStuckAfter is { } patience && cluster.Now - since >= patience)
        {
            return await CloseAsync(item, run, Verdict.Stuck(message), pods, cancellationToken);
        }

        item.Detail(run, pod.Reason, message, pods);
        item.Warn($"{item.File.File}: {message}", subject: $"{run} {pod.Reason}");
        return run;
    }

    /// <summary>
    /// Pods that run are ready, unless they have a readiness probe: only those of the others are asked for, which are few. And a Job may
    /// have no pod at all, because none may be created.
    /// </summary>
    private bool MayBeStuck(ObservedJob job, Verdict verdict) =>
        verdict.Reason.Length == 0
        && job is { Active: > 0, Ready: null or 0 } or { Active: 0, Succeeded: 0, Failed: 0 }
        && cluster.Now - (job.StartedAt ?? cluster.Now) >= StartUpTime;

    private async Task<JobRun> CloseAsync(
        ObservedFile item, JobRun run, Verdict verdict, IReadOnlyList<PodReport>? explained, CancellationToken cancellationToken)
    {
        explained ??= verdict.Outcome == JobOutcome.Failed && run.Uid is not null && verdict.Reason != JobRun.Cancelled
            ? await ExplainAsync(run, cancellationToken)
            : [];
        var pods = verdict.Reason == JobRun.Stuck
            ? await logs.BeforeDeletionAsync(item.File.Path, item.Attempt!, run, explained, containers: null, cancellationToken)
            : await logs.EndedAsync(item.File.Path, item.Attempt!, run, explained, verdict.Outcome, cancellationToken);
        var tellsMore = verdict.Reason != JobRun.Stuck && pods is [{ ExitCode: not null } or { Pod: "" } or { Disruption: not "" }, ..];
        var message = tellsMore ? $"{Sentence(verdict.Message)} {pods[0].Sentence}".TrimStart() : verdict.Message;
        if (verdict.Reason != JobRun.Cancelled || pods.Count > 0)
        {
            // What its pods had written before they ended stays known.
            item.Detail(run, verdict.Reason, message, pods);
        }

        return run with
        {
            Outcome = verdict.Outcome,
            FinishedAt = verdict.FinishedAt ?? cluster.Now,
            Reason = verdict.Outcome == JobOutcome.Succeeded ? null : verdict.Reason,
            Message = verdict.Outcome == JobOutcome.Succeeded ? null : ShortText.Begin(message, MaxMessageLength),
        };
    }

    private async Task<IReadOnlyList<PodReport>> ExplainAsync(JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            var pods = await cluster.ExplainAsync(run.Namespace, run.Uid!, options.ReportedLogLines, cancellationToken);
            return [.. pods.Select(context.Secrets.Clean)];
        }
        catch (ClusterException exception)
        {
            context.Log.Write(GojiLogLevel.Verbose, "The pods of {0} cannot be read: {1}", run, exception.Message);
            return [];
        }
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    private static string Sentence(string text) => text.Length == 0 || text.EndsWith('.') ? text : text + ".";
}
