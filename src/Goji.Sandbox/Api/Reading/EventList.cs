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
        var job = new Subject("Job", run.Name, run.Uid, "job-controller");
        if (Refusal(run, store) is { } refusal)
        {
            yield return Event(run.Namespace, job, new("Warning", "FailedCreate", refusal, run.StartTime!.Value), store.Version);
        }

        foreach (var pod in run.Pods)
        {
            yield return Event(
                run.Namespace, job, new("Normal", "SuccessfulCreate", $"Created pod: {pod.Name}", pod.Created), store.Version);
            foreach (var one in OfPod(run, pod, store))
            {
                yield return one;
            }
        }

        if (run.Verdict is { Enacted: { } enacted } verdict)
        {
            var content = verdict.IsSuccess
                ? new Content("Normal", "Completed", "Job completed", enacted)
                : new Content("Warning", verdict.Reason, verdict.Message, enacted);
            yield return Event(run.Namespace, job, content, store.Version);
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
        var subject = new Subject("Pod", pod.Name, pod.Uid, "kubelet");
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
            yield return Event(run.Namespace, subject, new("Warning", name, message ?? "", pod.Created), store.Version);
        }

        if (unscheduled.Text("message") is { } why)
        {
            yield return Event(
                run.Namespace,
                subject with { Source = "default-scheduler" },
                new("Warning", "FailedScheduling", why, pod.Created),
                store.Version);
        }
    }

    private static StoredObject Event(string @namespace, Subject subject, Content content, long version)
    {
        var seed = $"{subject.Uid} {content.Reason} {content.Message}";
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{subject.Name}.{DeterministicNames.Hex(seed)[..16]}",
                ["namespace"] = @namespace,
                ["uid"] = DeterministicNames.Uid(seed),
                ["creationTimestamp"] = Timestamp.Of(content.Time),
            },
            ["involvedObject"] = new JsonObject
            {
                ["apiVersion"] = subject.Kind == "Job" ? "batch/v1" : "v1",
                ["kind"] = subject.Kind,
                ["name"] = subject.Name,
                ["namespace"] = @namespace,
                ["uid"] = subject.Uid,
            },
            ["reason"] = content.Reason,
            ["message"] = content.Message,
            ["type"] = content.Type,
            ["count"] = 1L,
            ["firstTimestamp"] = Timestamp.Of(content.Time),
            ["lastTimestamp"] = Timestamp.Of(content.Time),
            ["source"] = new JsonObject { ["component"] = subject.Source },
            ["reportingComponent"] = subject.Source,
            ["reportingInstance"] = "",
        };
        return StoredObject.Seal(ResourceKind.Event, body, version);
    }

    /// <param name="Kind">The kind of the object that an event is about.</param>
    /// <param name="Name">The name of the object.</param>
    /// <param name="Uid">The UID of the object.</param>
    /// <param name="Source">The component that records the event.</param>
    private sealed record Subject(string Kind, string Name, string Uid, string Source);

    /// <param name="Type">Normal or Warning.</param>
    /// <param name="Reason">The reason in one word.</param>
    /// <param name="Message">The message for a person.</param>
    /// <param name="Time">When it happened.</param>
    private sealed record Content(string Type, string Reason, string Message, DateTimeOffset Time);
}
