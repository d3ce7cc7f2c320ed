namespace Goji.Sandbox.Jobs;

/// <summary>Returns whether a Job is decided, in the order of the checks of the controller.</summary>
internal static class JobJudge
{
    public static JobVerdict? Decide(JobRun run, JobPlan plan, DateTimeOffset now)
    {
        if (run.Failed > plan.BackoffLimit || HasRestartedTooOften(run, plan))
        {
            return Failure("BackoffLimitExceeded", "Job has reached the specified backoff limit", now);
        }

        if (run.StartTime + plan.ActiveDeadline <= now && !plan.IsSuspended)
        {
            return Failure("DeadlineExceeded", "Job was active longer than specified deadline", now);
        }

        if (plan.MaxFailedIndexes is { } most && run.FailedIndexes.Count > most)
        {
            return Failure("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes", now);
        }

        if (run.FailedIndexes.Count > 0 && run.FailedIndexes.Count + run.CompletedIndexes.Count >= plan.Completions)
        {
            return Failure("FailedIndexes", "Job has failed indexes", now);
        }

        if (plan.SuccessPolicy?.Matched(run.CompletedIndexes) is { } matched)
        {
            return new JobVerdict(true, "SuccessPolicy", matched, now);
        }

        return IsComplete(run, plan)
            ? new JobVerdict(true, "CompletionsReached", "Reached expected number of succeeded pods", now)
            : null;
    }

    private static bool IsComplete(JobRun run, JobPlan plan)
    {
        if (plan.IsSuspended && plan.Completions is null)
        {
            return false;
        }

        // Without a number of completions the pods themselves know when the work is done: one success, and none left running.
        return plan.Completions is { } wanted
            ? (plan.IsIndexed ? run.CompletedIndexes.Count : run.Succeeded) >= wanted
            : run.Succeeded > 0 && !run.Pods.Exists(pod => pod.IsActive);
    }

    private static bool HasRestartedTooOften(JobRun run, JobPlan plan)
    {
        if (!plan.RestartsInPlace)
        {
            return false;
        }

        var restarts = run.Pods.Where(pod => pod.IsActive).Sum(pod => pod.Restarts);
        return plan.BackoffLimit == 0 ? restarts > 0 : restarts >= plan.BackoffLimit;
    }

    private static JobVerdict Failure(string reason, string message, DateTimeOffset now) => new(false, reason, message, now);
}
