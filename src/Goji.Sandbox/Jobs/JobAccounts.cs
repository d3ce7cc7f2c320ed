using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Jobs.Policies;

namespace Goji.Sandbox.Jobs;

/// <summary>Enters the ends of pods in the Job's counters, each once.</summary>
internal static class JobAccounts
{
    public static bool Enter(JobRun run, JobPlan plan, DateTimeOffset now)
    {
        var entered = false;
        foreach (var pod in run.Pods)
        {
            if (pod.IsCounted || !pod.IsFinished)
            {
                continue;
            }

            pod.IsCounted = true;
            entered = true;
            if (pod.State == PodState.Succeeded)
            {
                EnterSuccess(run, pod);
            }
            else
            {
                EnterFailure(run, plan, pod, now);
            }
        }

        return entered;
    }

    /// <summary>Enters a pod that was deleted while it was active: the controller counts it as failed.</summary>
    public static void EnterKilled(JobRun run, PodRun pod, DateTimeOffset now)
    {
        if (!pod.IsCounted)
        {
            pod.IsCounted = true;
            run.Failed++;
            run.LastFailure = now;
        }
    }

    private static void EnterSuccess(JobRun run, PodRun pod)
    {
        run.FailuresInARow = 0;
        if (pod.Index is { } index && !run.CompletedIndexes.Add(index))
        {
            return;
        }

        run.Succeeded++;
    }

    private static void EnterFailure(JobRun run, JobPlan plan, PodRun pod, DateTimeOffset now)
    {
        var verdict = plan.FailurePolicy.Judge(plan.Script.FirstContainer, pod.ExitCode, run.Namespace, pod.Name);
        run.FailuresInARow++;
        run.LastFailure = now;
        if (verdict.Action == PodFailureAction.Ignore)
        {
            return;
        }

        run.Failed++;
        if (pod.Index is { } index && plan.BackoffLimitPerIndex is { } limit)
        {
            var failures = run.FailuresOfIndex[index] = run.FailuresOfIndex.GetValueOrDefault(index) + 1;
            if (failures > limit || verdict.Action == PodFailureAction.FailIndex)
            {
                run.FailedIndexes.Add(index);
            }
        }

        if (verdict.Action == PodFailureAction.FailJob)
        {
            run.Verdict ??= new JobVerdict(false, "PodFailurePolicy", verdict.Message!, now);
        }
    }
}
