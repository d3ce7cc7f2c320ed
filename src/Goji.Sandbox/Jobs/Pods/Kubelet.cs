using Goji.Sandbox.Jobs.Policies;

namespace Goji.Sandbox.Jobs.Pods;

/// <summary>Moves pods along as a node would: starts them, ends them, starts their containers again.</summary>
internal static class Kubelet
{
    private static readonly TimeSpan LongestRestartDelay = TimeSpan.FromMinutes(5);

    /// <summary>Takes a pod one step further if its time has come.</summary>
    public static bool Step(PodRun pod, JobRun run, PodScript script, bool restartsInPlace, DateTimeOffset now)
    {
        if (pod.State == PodState.New)
        {
            Start(pod, script, now);
            return true;
        }

        if (pod.Due is not { } due || due > now)
        {
            return false;
        }

        switch (pod.State)
        {
            case PodState.Running:
                End(pod, script, restartsInPlace, now);
                break;
            case PodState.WaitingToRestart:
                pod.Restarts++;
                pod.Earlier = (pod.Started, pod.Finished);
                run.RunsOfIndex[pod.Index ?? -1] = run.RunsOfIndex.GetValueOrDefault(pod.Index ?? -1) + 1;
                Run(pod, script, now);
                break;
            case PodState.Stuck:
                pod.IsBackingOff = true;
                pod.Due = null;
                break;
            case PodState.Terminating:
                pod.State = PodState.Gone;
                pod.Due = null;
                break;
            default:
                return false;
        }

        return true;
    }

    public static void Terminate(PodRun pod, PodScript script, DateTimeOffset now)
    {
        if (pod.State is PodState.Terminating or PodState.Gone)
        {
            return;
        }

        pod.State = PodState.Terminating;
        pod.Due = now + script.Termination;
    }

    private static void Start(PodRun pod, PodScript script, DateTimeOffset now)
    {
        if (!script.NeverStarts)
        {
            Run(pod, script, now);
            return;
        }

        pod.State = PodState.Stuck;
        pod.Due = script.Result == PodResult.ImagePull ? now + script.Duration : null;
    }

    private static void Run(PodRun pod, PodScript script, DateTimeOffset now)
    {
        pod.State = PodState.Running;
        pod.Started = now;
        pod.Due = script.Result == PodResult.Hang ? null : now + script.Duration;
    }

    private static void End(PodRun pod, PodScript script, bool restartsInPlace, DateTimeOffset now)
    {
        pod.ExitCode = script.ExitCodeOf(pod.FirstRun + pod.Restarts);
        pod.Finished = now;
        pod.Due = null;
        pod.State = pod.ExitCode == 0 ? PodState.Succeeded : PodState.Failed;
        if (pod.ExitCode != 0 && restartsInPlace)
        {
            pod.State = PodState.WaitingToRestart;
            pod.Due = now + BackOff.After(pod.Restarts + 1, script.Duration, LongestRestartDelay);
        }
    }
}
