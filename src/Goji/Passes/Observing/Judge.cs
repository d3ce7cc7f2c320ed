using System.Collections.Concurrent;
using Goji.Kubernetes;
using Goji.Model;
using Goji.Passes.Deciding;
using Goji.Passes.Recording;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>Finds out how the jobs in processing stand, and what is to be written down about each.</summary>
internal sealed class Judge(
    ICluster cluster, ClusterIdentity identity, ManifestStore manifests, GojiOptions options, string repositoryId, string runner, Tally tally, IGojiLog log, ListAhead? ahead)
{
    /// <summary>Of how many Jobs a look asks what they wait for, the oldest first: of a cluster that starts no pods at all it would be asked for each.</summary>
    public const int MaxAsked = 50;

    private const int MaxMessageLength = 1000;

    /// <summary>How long a pod may take to start before it is asked what it waits for.</summary>
    private static readonly TimeSpan StartUpTime = TimeSpan.FromSeconds(5);

    private readonly Observer observer = new(cluster, options, repositoryId, ahead);
    private int asked;

    /// <summary>How many Jobs were looked for in the last round, and of how many nothing could be learnt.</summary>
    public (int Wanted, int Unanswered) LastRound { get; private set; }

    public async Task<IReadOnlyList<JobUpdate>> JudgeAsync(IRepositorySnapshot snapshot, IReadOnlyList<ProcessingJob> jobs, CancellationToken cancellationToken)
    {
        var cases = jobs.Select(job => Open(snapshot, job)).OfType<Case>().ToList();
        var wanted = cases.SelectMany(item => item.Wanted.Select(run => (run, item.Attempt.Id))).ToList();
        var observations = await observer.ObserveAsync(wanted, cancellationToken);
        LastRound = (wanted.Count, observations.Values.Count(seen => seen.NoAnswer is not null));

        var updates = new ConcurrentBag<JobUpdate>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Parallelism), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(cases.OrderBy(item => item.Attempt.ClaimedAt), parallel, async (item, token) =>
        {
            var attempt = await DecideAsync(item, observations, token);
            var update = new JobUpdate(item.Job.Path, attempt, attempt.State);
            if (update.To != JobState.Processing || !attempt.Jobs.SequenceEqual(item.Job.Attempt?.Jobs ?? []) || item.IsUnrecorded)
            {
                updates.Add(update);
            }
        });
        return [.. updates];
    }

    /// <summary>What there is to find out about a file; null where it has to stay as it is.</summary>
    private Case? Open(IRepositorySnapshot snapshot, ProcessingJob job)
    {
        if (job.Damage is not null)
        {
            Leave(job, job.Damage);
            tally.GiveUp(job.Path);
            return null;
        }

        if (job.Attempt is not { } attempt)
        {
            return Adopt(snapshot, job);
        }

        var isOwn = job.IsUnstarted && attempt.ClaimedBy == runner;
        if (!isOwn)
        {
            // Of its own claims the start has told already why one is not started.
            tally.Set(job.Path, JobState.Processing, "", attempt);
        }

        if (attempt.State != JobState.Processing)
        {
            return new(job, attempt, []);
        }

        var same = identity.Compare(attempt);
        if (same == SameCluster.No)
        {
            Leave(job, $"'{job.File}' was started on another cluster ({attempt.Cluster}) than the configured one ({cluster.Address}, {identity.Best}). It stays until a runner of that cluster looks at it.");
            tally.GiveUp(job.Path);
            return null;
        }

        if (job.IsUnstarted && !isOwn)
        {
            tally.Set(job.Path, JobState.Processing, $"Claimed by {attempt.ClaimedBy} at {attempt.ClaimedAt:u}, which is starting it.", attempt);
        }

        return new(job, attempt, [.. attempt.Jobs.Where(run => run is { Uid: not null, Outcome: null })]) { IsCertainCluster = same == SameCluster.Yes };
    }

    /// <summary>A file that somebody has put into processing by hand: its Jobs are followed if they exist.</summary>
    private Case? Adopt(IRepositorySnapshot snapshot, ProcessingJob job)
    {
        var prepared = manifests.Prepare(snapshot, job.File, repositoryId);
        if (prepared.Refusal is not null)
        {
            Leave(job, prepared.Refusal);
            tally.GiveUp(job.Path);
            return null;
        }

        var attempt = new Attempt(prepared.RunId, cluster.Now, runner)
        {
            Cluster = identity.Best,
            ClusterCa = identity.Second,
            Jobs = [.. prepared.Jobs.Select(found => new JobRun(found.Namespace, found.Name))],
        };
        tally.Set(job.Path, JobState.Processing, "", attempt);
        return new(job, attempt, attempt.Jobs) { IsUnrecorded = true, IsCertainCluster = true };
    }

    private async Task<Attempt> DecideAsync(Case item, IReadOnlyDictionary<JobRun, Observation> observations, CancellationToken cancellationToken)
    {
        var runs = new List<JobRun>();
        foreach (var run in item.Attempt.Jobs)
        {
            runs.Add(observations.TryGetValue(run, out var seen) ? await DecideAsync(item, run, seen, cancellationToken) : run);
        }

        return item.Attempt with { Jobs = runs };
    }

    private async Task<JobRun> DecideAsync(Case item, JobRun run, Observation seen, CancellationToken cancellationToken)
    {
        if (seen.NoAnswer is not null)
        {
            Leave(item.Job, $"Nothing can be said of '{item.Job.File}': {seen.NoAnswer}");
            return run;
        }

        var isSame = seen.Job is not null && (run.Uid is null || seen.Job.Uid == run.Uid);
        if (!isSame && !item.IsCertainCluster)
        {
            Leave(item.Job, $"The Job '{run}' of '{item.Job.File}' is not in the configured cluster ({cluster.Address}), of which it cannot be told whether it is the one that the Job was started on. It stays. Give the runner the right to 'get' the namespace kube-system.");
            return run;
        }

        var verdict = isSame ? Verdict.Of(seen.Job!)
            : item.IsUnrecorded ? Verdict.NeverStarted
            : seen.Job is null ? Verdict.Gone
            : Verdict.Replaced(seen.Job);
        var known = isSame ? run with { Uid = seen.Job!.Uid, StartedAt = run.StartedAt ?? seen.Job.StartedAt ?? seen.Job.CreatedAt } : run;
        return verdict.IsFinal ? await CloseAsync(item, known, verdict, cancellationToken) : await FollowAsync(item, known, seen.Job!, verdict, cancellationToken);
    }

    private async Task<JobRun> FollowAsync(Case item, JobRun run, ObservedJob job, Verdict verdict, CancellationToken cancellationToken)
    {
        tally.Detail(item.Job.Path, run, verdict.Reason, verdict.Message, []);
        if (!MayBeStuck(job, verdict) || Interlocked.Increment(ref asked) > MaxAsked || await ExplainAsync(run, cancellationToken) is not [{ ExitCode: null } pod, ..] pods)
        {
            return run;
        }

        var since = pod.At ?? run.StartedAt ?? cluster.Now;
        var message = $"{pod.Sentence} So for {Duration.Text(cluster.Now - since)}.";
        if (options.FailStuckAfter is { } patience && cluster.Now - since >= patience)
        {
            return await CloseAsync(item, run, Verdict.Stuck(message), cancellationToken);
        }

        tally.Detail(item.Job.Path, run, pod.Reason, message, pods);
        tally.Warn($"{item.Job.File}: {message}", subject: $"{run} {pod.Reason}");
        return run;
    }

    /// <summary>Pods that run are ready, unless they have a readiness probe: only those of the others are asked for, which are few. And a Job may have no pod at all, because none may be created.</summary>
    private bool MayBeStuck(ObservedJob job, Verdict verdict) =>
        verdict.Reason.Length == 0
        && job is { Active: > 0, Ready: null or 0 } or { Active: 0, Succeeded: 0, Failed: 0 }
        && cluster.Now - (job.StartedAt ?? cluster.Now) >= StartUpTime;

    private async Task<JobRun> CloseAsync(Case item, JobRun run, Verdict verdict, CancellationToken cancellationToken)
    {
        var pods = verdict.State == JobState.Failed ? await ExplainAsync(run, cancellationToken) : [];
        var tellsMore = verdict.Reason != JobRun.Stuck && pods is [{ ExitCode: not null } or { Pod: "" }, ..];
        var message = tellsMore ? $"{Sentence(verdict.Message)} {pods[0].Sentence}".TrimStart() : verdict.Message;
        tally.Detail(item.Job.Path, run, verdict.Reason, message, pods);
        return run with
        {
            Outcome = verdict.State,
            FinishedAt = verdict.FinishedAt ?? cluster.Now,
            Reason = verdict.State == JobState.Succeeded ? null : verdict.Reason,
            Message = verdict.State == JobState.Succeeded ? null : message[..Math.Min(message.Length, MaxMessageLength)],
        };
    }

    private async Task<IReadOnlyList<PodReport>> ExplainAsync(JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.ExplainAsync(run.Namespace, run.Uid!, options.LogLines, cancellationToken);
        }
        catch (ClusterException exception)
        {
            log.Write(GojiLogLevel.Verbose, "The pods of {0} cannot be read: {1}", run, exception.Message);
            return [];
        }
    }

    private static string Sentence(string text) => text.Length == 0 || text.EndsWith('.') ? text : text + ".";

    private void Leave(ProcessingJob job, string reason)
    {
        tally.Set(job.Path, JobState.Processing, reason, job.Attempt);
        tally.Warn(reason);
    }

    /// <param name="Job">The file.</param>
    /// <param name="Attempt">Its newest attempt, or the one that adopts it.</param>
    /// <param name="Wanted">The Jobs to look at.</param>
    private sealed record Case(ProcessingJob Job, Attempt Attempt, IReadOnlyList<JobRun> Wanted)
    {
        public bool IsUnrecorded { get; init; }

        public bool IsCertainCluster { get; init; }
    }
}
