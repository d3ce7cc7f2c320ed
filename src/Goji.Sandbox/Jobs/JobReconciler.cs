using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs.Kueue;
using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Jobs;

/// <summary>Brings one Job and its pods to their state at an instant.</summary>
internal sealed class JobReconciler(ObjectStore store, bool hasKueue)
{
    private readonly PodStore pods = new(store);

    /// <summary>Settles everything that is due.</summary>
    /// <returns>False if nothing is left to look after: neither the Job nor a pod that still does something.</returns>
    public bool Reconcile(JobRun run, DateTimeOffset now)
    {
        for (; ; )
        {
            var job = Find(run);
            var template = job?.Open() ?? pods.AnyOf(run);
            if (template is null)
            {
                return false;
            }

            var queued = hasKueue && job is { IsBeingDeleted: false } ? QueuedJob.Read(template) : null;
            if (queued?.Resume(template, now) == true)
            {
                job = store.Put(ResourceKind.Job, template, now);
            }

            var plan = job is null ? null : JobPlan.Read(template);
            if (job is not null && plan is { IsOurs: false })
            {
                if (job.IsBeingDeleted && RemoveWhenReady(job, template, run, plan, now))
                {
                    continue;
                }

                run.NextDue = null;
                return true;
            }

            var script = plan?.Script ?? PodScript.Read(template);
            var changed = StepPods(run, script, plan?.RestartsInPlace ?? template.Object("spec").Text("restartPolicy") == "OnFailure", now);
            changed |= job is null || plan is null ? Collect(run, script, now) : Control(job, template, run, plan, now);
            if (!changed)
            {
                run.NextDue = JobSchedule.Next(run, plan, job, queued, now);
                return job is not null || run.Pods.Exists(pod => pod.Due is not null);
            }
        }
    }

    public void Delete(StoredObject job, JobRun run, Propagation propagation, DateTimeOffset now)
    {
        var body = job.Open();
        var metadata = body.Child("metadata");
        if (propagation == Propagation.Orphan)
        {
            run.IsOrphaned = true;
            pods.Release(run, now);
        }

        if (propagation == Propagation.Foreground && !metadata.Texts("finalizers").Contains(Deletion.ForegroundFinalizer))
        {
            Deletion.AddFinalizer(metadata, Deletion.ForegroundFinalizer);
        }

        if (!Deletion.HasFinalizers(metadata))
        {
            store.Remove(ResourceKind.Job, job.Namespace, job.Name, now);
            run.IsCollected = propagation != Propagation.Orphan;
            return;
        }

        if (propagation == Propagation.Foreground)
        {
            run.IsCollected = true;
        }

        Deletion.Mark(metadata, now);
        store.Put(ResourceKind.Job, body, now);
    }

    public void DeletePod(PodRun pod, JobRun run, DateTimeOffset now)
    {
        var job = Find(run);
        var template = job?.Open() ?? pods.AnyOf(run)!;
        var script = job is null ? PodScript.Read(template) : JobPlan.Read(template).Script;
        if (pod.IsActive && job is not null)
        {
            JobAccounts.EnterKilled(run, pod, now);
        }

        Kubelet.Terminate(pod, script, now);
        pods.Write(pod, run, script, now);
    }

    private StoredObject? Find(JobRun run) =>
        store.Find(ResourceKind.Job, run.Namespace, run.Name) is { } job && job.Uid == run.Uid ? job : null;

    private bool StepPods(JobRun run, PodScript script, bool restartsInPlace, DateTimeOffset now)
    {
        var changed = false;
        foreach (var pod in run.Pods.ToList())
        {
            if (!Kubelet.Step(pod, run, script, restartsInPlace, now))
            {
                continue;
            }

            changed = true;
            pods.Write(pod, run, script, now);
            if (pod.State == PodState.Gone)
            {
                run.Pods.Remove(pod);
            }
        }

        return changed;
    }

    private bool Collect(JobRun run, PodScript script, DateTimeOffset now)
    {
        var doomed = run.IsCollected ? run.Pods.Where(pod => pod.State is not (PodState.Terminating or PodState.Gone)).ToList() : [];
        foreach (var pod in doomed)
        {
            Kubelet.Terminate(pod, script, now);
            pods.Write(pod, run, script, now);
        }

        return doomed.Count > 0;
    }

    private bool Control(StoredObject job, JsonObject body, JobRun run, JobPlan plan, DateTimeOffset now)
    {
        if (job.IsBeingDeleted && RemoveWhenReady(job, body, run, plan, now))
        {
            return true;
        }

        if (run.Verdict is { Enacted: { } enacted })
        {
            if (!job.IsBeingDeleted && plan.TimeToLive is { } timeToLive && enacted + timeToLive <= now)
            {
                Delete(job, run, Propagation.Foreground, now);
                return true;
            }

            return false;
        }

        // A verdict that follows from a pod's end is announced before it takes effect, like any other.
        var changed = JobAccounts.Enter(run, plan, now);
        changed |= (changed && run.Verdict?.Decided == now) || Decide(run, plan, now);
        foreach (var pod in PodQuota.Surplus(run, plan))
        {
            if (run.Verdict is not null)
            {
                JobAccounts.EnterKilled(run, pod, now);
            }

            Kubelet.Terminate(pod, plan.Script, now);
            pods.Write(pod, run, plan.Script, now);
            changed = true;
        }

        if (!job.IsBeingDeleted)
        {
            foreach (var pod in PodQuota.Missing(run, plan, now))
            {
                pods.Add(pod, run, job, body, plan, now);
                changed = true;
            }
        }

        return JobStatus.Write(store, job, body, run, plan, now) || changed;
    }

    private static bool Decide(JobRun run, JobPlan plan, DateTimeOffset now)
    {
        if (run.Verdict is { } verdict)
        {
            // The final condition is held back until no pod is left that is still ending.
            if (run.Pods.Exists(pod => pod.IsActive || pod.State == PodState.Terminating))
            {
                return false;
            }

            run.Verdict = verdict with { Enacted = now };
            return true;
        }

        if (plan.IsSuspended != (run.IsSuspended ?? false))
        {
            run.IsSuspended = plan.IsSuspended;
            run.SuspensionChanged = now;
            run.StartTime = null;
        }

        if (!plan.IsSuspended)
        {
            run.StartTime ??= now;
        }

        run.Verdict = JobJudge.Decide(run, plan, now);
        return run.Verdict is not null;
    }

    private bool RemoveWhenReady(StoredObject job, JsonObject body, JobRun run, JobPlan plan, DateTimeOffset now)
    {
        var metadata = body.Child("metadata");
        if (run.IsCollected)
        {
            if (Collect(run, plan.Script, now))
            {
                return true;
            }

            if (run.Pods.Count > 0)
            {
                return false;
            }

            if (Deletion.RemoveFinalizer(metadata, Deletion.ForegroundFinalizer) && Deletion.HasFinalizers(metadata))
            {
                store.Put(ResourceKind.Job, body, now);
                return true;
            }
        }

        if (Deletion.HasFinalizers(metadata))
        {
            return false;
        }

        run.IsCollected = !run.IsOrphaned;
        store.Remove(ResourceKind.Job, job.Namespace, job.Name, now);
        return true;
    }
}
