using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs;
using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>The events that the controller and the node would have recorded, derived from the state of each Job.</summary>
internal static class EventList
{
    public static IEnumerable<StoredObject> Of(Cluster cluster, ObjectStore store, string? ns) =>
        cluster.Controller.Runs
            .Where(run => ns is null || run.Namespace == ns)
            .SelectMany(run => Of(run, store))
            .OrderBy(one => one.Key, StringComparer.Ordinal);

    private static IEnumerable<StoredObject> Of(JobRun run, ObjectStore store)
    {
        if (Refusal(run, store) is { } refusal)
        {
            yield return Event(
                run,
                "Job",
                run.Name,
                run.Uid,
                "Warning",
                "FailedCreate",
                refusal,
                run.StartTime!.Value,
                "job-controller",
                store);
        }

        foreach (var pod in run.Pods)
        {
            yield return Event(
                run,
                "Job",
                run.Name,
                run.Uid,
                "Normal",
                "SuccessfulCreate",
                $"Created pod: {pod.Name}",
                pod.Created,
                "job-controller",
                store);
            foreach (var one in OfPod(run, pod, store))
            {
                yield return one;
            }
        }

        if (run.Verdict is { Enacted: { } enacted } verdict)
        {
            yield return verdict.IsSuccess
                ? Event(run, "Job", run.Name, run.Uid, "Normal", "Completed", "Job completed", enacted, "job-controller", store)
                : Event(run, "Job", run.Name, run.Uid, "Warning", verdict.Reason, verdict.Message, enacted, "job-controller", store);
        }
    }

    /// <summary>Why no pod may be created; the plainest of the reasons that there are.</summary>
    private static string? Refusal(JobRun run, ObjectStore store)
    {
        if (run.StartTime is null || store.Find(ResourceKind.Job, run.Namespace, run.Name) is not { } job || job.Uid != run.Uid)
        {
            return null;
        }

        var body = job.Open();
        var account = body.Child("spec").Child("template").Object("spec").Text("serviceAccountName") ?? "default";
        return JobPlan.Read(body).Script.Result == PodResult.NoPods
            ? $"Error creating: pods \"{run.Name}-\" is forbidden: error looking up service account {run.Namespace}/{account}: "
                + $"serviceaccount \"{account}\" not found"
            : null;
    }

    private static IEnumerable<StoredObject> OfPod(JobRun run, PodRun pod, ObjectStore store)
    {
        var body = store.Find(ResourceKind.Pod, run.Namespace, pod.Name)?.Open();
        var waiting = body.Object("status").Objects("containerStatuses").Select(
            one => one.Object("state").Object("waiting")).FirstOrDefault(one => one is not null);
        var unscheduled = body.Object("status").Objects("conditions").FirstOrDefault(one => one.Text("reason") == "Unschedulable");
        if (pod.State is PodState.Stuck or PodState.WaitingToRestart && waiting.Text("reason") is { } reason)
        {
            var (name, message) = reason switch
            {
                "ContainerCreating" => ("FailedMount", "MountVolume.SetUp failed for volume \"config\" : configmap \"missing\" not found"),
                "ErrImagePull" => ("Failed", $"Failed to pull image: {waiting.Text("message")}"),
                "ImagePullBackOff" or "CrashLoopBackOff" => ("BackOff", waiting.Text("message")),
                _ => ("Failed", $"Error: {waiting.Text("message")}"),
            };
            yield return Event(run, "Pod", pod.Name, pod.Uid, "Warning", name, message ?? "", pod.Created, "kubelet", store);
        }

        if (unscheduled.Text("message") is { } why)
        {
            yield return Event(run, "Pod", pod.Name, pod.Uid, "Warning", "FailedScheduling", why, pod.Created, "default-scheduler", store);
        }
    }

    private static StoredObject Event(
        JobRun run,
        string kind,
        string name,
        string uid,
        string type,
        string reason,
        string message,
        DateTimeOffset time,
        string source,
        ObjectStore store)
    {
        var seed = $"{uid} {reason} {message}";
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{name}.{DeterministicNames.Hex(seed)[..16]}",
                ["namespace"] = run.Namespace,
                ["uid"] = DeterministicNames.Uid(seed),
                ["creationTimestamp"] = Timestamp.Of(time),
            },
            ["involvedObject"] = new JsonObject
            {
                ["apiVersion"] = kind == "Job" ? "batch/v1" : "v1",
                ["kind"] = kind,
                ["name"] = name,
                ["namespace"] = run.Namespace,
                ["uid"] = uid,
            },
            ["reason"] = reason,
            ["message"] = message,
            ["type"] = type,
            ["count"] = 1L,
            ["firstTimestamp"] = Timestamp.Of(time),
            ["lastTimestamp"] = Timestamp.Of(time),
            ["source"] = new JsonObject { ["component"] = source },
            ["reportingComponent"] = source,
            ["reportingInstance"] = "",
        };
        return StoredObject.Seal(ResourceKind.Event, body, store.Version);
    }
}
