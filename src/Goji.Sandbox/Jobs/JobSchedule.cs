using Goji.Sandbox.Jobs.Kueue;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Jobs;

/// <summary>Returns when time alone changes a Job next.</summary>
internal static class JobSchedule
{
    public static DateTimeOffset? Next(JobRun run, JobPlan? plan, StoredObject? job, QueuedJob? queued, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var pod in run.Pods)
        {
            next = Earlier(next, pod.Due);
        }

        if (plan is null || job is null)
        {
            return next;
        }

        if (run.Verdict is { Enacted: { } enacted })
        {
            return Earlier(next, job.IsBeingDeleted ? null : enacted + plan.TimeToLive);
        }

        if (plan.IsSuspended && queued?.AdmittedAt > now)
        {
            next = Earlier(next, queued.AdmittedAt);
        }

        if (run.Verdict is null && !plan.IsSuspended)
        {
            next = Earlier(next, run.StartTime + plan.ActiveDeadline);
            next = Earlier(next, job.IsBeingDeleted ? null : PodQuota.NextRetry(run, plan, now));
        }

        return next;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}
