using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Jobs.Policies;

namespace Goji.Sandbox.Jobs;

/// <summary>How many pods there should be, and which.</summary>
internal static class PodQuota
{
    /// <summary>Gets the active pods that have to go.</summary>
    public static IReadOnlyList<PodRun> Surplus(JobRun run, JobPlan plan)
    {
        var active = run.Pods.Where(pod => pod.IsActive).ToList();
        if (run.Verdict is not null || plan.IsSuspended)
        {
            return active;
        }

        var doomed = active.Where(pod => pod.Index is { } index && run.FailedIndexes.Contains(index)).ToList();
        var surplus = active.Count - doomed.Count - Wanted(run, plan, active.Count);
        doomed.AddRange(active.Except(doomed).Reverse().Take(Math.Max(0, surplus)));
        return doomed;
    }

    /// <summary>Makes the pods that are missing and whose back-off is over.</summary>
    public static IReadOnlyList<PodRun> Missing(JobRun run, JobPlan plan, DateTimeOffset now)
    {
        if (run.Verdict is not null || plan.IsSuspended || plan.Script.Result == PodResult.NoPods || RetryTime(run, plan) > now)
        {
            return [];
        }

        var missing = MissingCount(run, plan);
        return missing <= 0
            ? []
            : plan.IsIndexed
                ? [.. FreeIndexes(run, plan).Take(missing).Select(index => Make(run, index, now))]
                : [.. Enumerable.Range(0, missing).Select(_ => Make(run, null, now))];
    }

    public static DateTimeOffset? NextRetry(JobRun run, JobPlan plan, DateTimeOffset now) =>
        MissingCount(run, plan) > 0 && RetryTime(run, plan) is { } retry && retry > now ? retry : null;

    private static DateTimeOffset? RetryTime(JobRun run, JobPlan plan) =>
        run.FailuresInARow == 0 || run.LastFailure is null
            ? null
            : run.LastFailure + BackOff.After(run.FailuresInARow, plan.Script.Duration, BackOff.Longest);

    private static int MissingCount(JobRun run, JobPlan plan)
    {
        var active = run.Pods.Count(pod => pod.IsActive);
        var occupied = active + (plan.ReplacesFailedOnly ? run.Pods.Count(pod => pod.State == PodState.Terminating) : 0);
        return Wanted(run, plan, active) - occupied;
    }

    private static int Wanted(JobRun run, JobPlan plan, int active)
    {
        if (plan.Completions is not { } completions)
        {
            return run.Succeeded > 0 ? Math.Min(active, plan.Parallelism) : plan.Parallelism;
        }

        var done = plan.IsIndexed ? run.CompletedIndexes.Count + run.FailedIndexes.Count : run.Succeeded;
        return Math.Max(0, Math.Min(plan.Parallelism, completions - done));
    }

    private static IEnumerable<int> FreeIndexes(JobRun run, JobPlan plan)
    {
        var taken = run.Pods.Where(
            pod => pod.IsActive || (plan.ReplacesFailedOnly && pod.State == PodState.Terminating)).Select(pod => pod.Index).ToHashSet();
        return Enumerable.Range(0, plan.Completions ?? 0)
            .Where(index => !taken.Contains(index) && !run.CompletedIndexes.Contains(index) && !run.FailedIndexes.Contains(index));
    }

    private static PodRun Make(JobRun run, int? index, DateTimeOffset now)
    {
        var seed = $"{run.Uid} pod {run.PodsMade++}";
        var firstRun = run.RunsOfIndex.GetValueOrDefault(index ?? -1);
        run.RunsOfIndex[index ?? -1] = firstRun + 1;
        return new PodRun
        {
            Name = DeterministicNames.WithSuffix(index is null ? $"{run.Name}-" : $"{run.Name}-{index}-", seed),
            Uid = DeterministicNames.Uid(seed),
            Index = index,
            FirstRun = firstRun,
            Created = now,
        };
    }
}
