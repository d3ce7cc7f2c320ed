using System.Text.Json.Nodes;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Jobs.Pods;

/// <summary>Keeps the Pod objects of a Job in step with their runs.</summary>
internal sealed class PodStore(ObjectStore store)
{
    public void Add(PodRun pod, JobRun run, StoredObject job, JsonObject jobBody, JobPlan plan, DateTimeOffset now)
    {
        run.Pods.Add(pod);
        var body = PodObject.Create(pod, job, jobBody, plan);
        body["status"] = PodStatus.Of(pod, body, plan.Script);
        store.Put(ResourceKind.Pod, body, now);
    }

    public void Write(PodRun pod, JobRun run, PodScript script, DateTimeOffset now)
    {
        if (pod.State == PodState.Gone)
        {
            store.Remove(ResourceKind.Pod, run.Namespace, pod.Name, now);
            return;
        }

        if (store.Find(ResourceKind.Pod, run.Namespace, pod.Name) is not { } stored)
        {
            return;
        }

        var body = stored.Open();
        if (pod.State == PodState.Terminating)
        {
            Deletion.Mark(body.Child("metadata"), now + script.Termination);
            body.Child("metadata")["deletionGracePeriodSeconds"] = (long)Math.Ceiling(script.Termination.TotalSeconds);
        }
        else
        {
            body["status"] = PodStatus.Of(pod, body, script);
        }

        store.Put(ResourceKind.Pod, body, now);
    }

    /// <summary>Gets the object of any pod of a deleted Job: it still has the values of the Job's template.</summary>
    public JsonObject? AnyOf(JobRun run)
    {
        foreach (var pod in run.Pods)
        {
            if (store.Find(ResourceKind.Pod, run.Namespace, pod.Name) is { } stored)
            {
                return stored.Open();
            }
        }

        return null;
    }

    /// <summary>Takes the owner off the pods, which outlive it.</summary>
    public void Release(JobRun run, DateTimeOffset now)
    {
        foreach (var pod in run.Pods)
        {
            if (store.Find(ResourceKind.Pod, run.Namespace, pod.Name) is { } stored)
            {
                var body = stored.Open();
                body.Child("metadata").Remove("ownerReferences");
                store.Put(ResourceKind.Pod, body, now);
            }
        }
    }
}
