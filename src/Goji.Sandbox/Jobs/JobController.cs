using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Jobs;

/// <summary>Simulates the Job controller, the nodes, the garbage collector and the TTL controller: everything that time changes.</summary>
/// <remarks>
/// Nothing runs in the background. What has happened until now follows from the objects and the time alone, so that it is worked out when
/// somebody looks, in the order in which it happened.
/// </remarks>
internal sealed class JobController(ObjectStore store, bool hasKueue)
{
    private readonly Dictionary<string, JobRun> runs = new(StringComparer.Ordinal);
    private readonly PriorityQueue<JobRun, (DateTimeOffset Due, string Uid)> queue = new();
    private readonly JobReconciler reconciler = new(store, hasKueue);

    public IReadOnlyCollection<JobRun> Runs => runs.Values;

    /// <summary>Finds the run of a pod, whose times are exact; null where its Job is gone.</summary>
    public PodRun? RunOf(JsonObject pod) =>
        pod.Object("metadata").TextMap("labels").TryGetValue("batch.kubernetes.io/controller-uid", out var job)
            && runs.TryGetValue(job, out var run)
            ? run.Pods.Find(one => one.Uid == pod.Object("metadata").Text("uid"))
            : null;

    /// <summary>Gets when something happens next by itself; null if nothing will.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DropStaleHeads();
            return queue.TryPeek(out _, out var priority) ? priority.Due : null;
        }
    }

    public void AdvanceTo(DateTimeOffset now)
    {
        while (NextDue is { } due && due <= now)
        {
            Settle(queue.Dequeue(), due);
        }
    }

    /// <summary>Reconciles a Job that was just created or changed.</summary>
    public void Notice(StoredObject job, DateTimeOffset now)
    {
        if (!runs.TryGetValue(job.Uid, out var run))
        {
            run = new JobRun { Namespace = job.Namespace, Name = job.Name, Uid = job.Uid };
            runs.Add(job.Uid, run);
        }

        Settle(run, now);
    }

    /// <summary>Deletes a Job as a DELETE with the given policy does.</summary>
    public void Delete(StoredObject job, Propagation propagation, DateTimeOffset now)
    {
        var run = runs[job.Uid];
        reconciler.Delete(job, run, propagation, now);
        Settle(run, now);
    }

    /// <summary>Deletes one pod of any owner.</summary>
    public void DeletePod(StoredObject pod, DateTimeOffset now)
    {
        foreach (var run in runs.Values)
        {
            if (run.Pods.Find(one => one.Uid == pod.Uid) is { } found)
            {
                reconciler.DeletePod(found, run, now);
                Settle(run, now);
                return;
            }
        }

        store.Remove(ResourceKind.Pod, pod.Namespace, pod.Name, now);
    }

    /// <summary>Takes over what a file kept of a Job.</summary>
    public void Restore(JobRun run)
    {
        runs.Add(run.Uid, run);
        Schedule(run);
    }

    private void Settle(JobRun run, DateTimeOffset now)
    {
        if (reconciler.Reconcile(run, now))
        {
            Schedule(run);
            return;
        }

        run.NextDue = null;
        runs.Remove(run.Uid);
    }

    private void Schedule(JobRun run)
    {
        if (run.NextDue is { } due)
        {
            queue.Enqueue(run, (due, run.Uid));
        }
    }

    private void DropStaleHeads()
    {
        while (queue.TryPeek(out var run, out var priority) && run.NextDue != priority.Due)
        {
            queue.Dequeue();
        }
    }
}
