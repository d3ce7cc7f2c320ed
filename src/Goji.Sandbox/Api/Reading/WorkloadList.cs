using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs;
using Goji.Sandbox.Jobs.Kueue;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>The Workloads that Kueue would have made, derived from the Jobs that have a queue name.</summary>
internal static class WorkloadList
{
    public static IEnumerable<StoredObject> Of(ObjectStore store, string? ns, DateTimeOffset now) => store.In(ResourceKind.Job, ns)
        .Where(job => job.Labels.ContainsKey(KueueNames.Queue))
        .Select(job => Of(job, store, now))
        .OfType<StoredObject>()
        .OrderBy(one => one.Key, StringComparer.Ordinal);

    private static StoredObject? Of(StoredObject job, ObjectStore store, DateTimeOffset now)
    {
        var body = job.Open();
        return QueuedJob.Read(body) is not { } queued ? null : StoredObject.Seal(
            ResourceKind.Workload,
            new JsonObject
            {
                ["apiVersion"] = ResourceKind.Workload.ApiVersion,
                ["kind"] = ResourceKind.Workload.Kind,
                ["metadata"] = new JsonObject
                {
                    ["name"] = $"job-{job.Name}-{DeterministicNames.Suffix(job.Uid)}",
                    ["namespace"] = job.Namespace,
                    ["uid"] = DeterministicNames.Uid("workload of " + job.Uid),
                    ["creationTimestamp"] = Timestamp.Of(queued.CreatedAt),
                    ["labels"] = new JsonObject { [KueueNames.JobUid] = job.Uid },
                    ["ownerReferences"] = new JsonArray(OwnerReference.Of(job.Name, job.Uid)),
                },
                ["spec"] = Spec(job, queued),
                ["status"] = Status(queued, body, now),
            },
            store.Version);
    }

    private static JsonObject Spec(StoredObject job, QueuedJob queued)
    {
        var spec = new JsonObject { ["active"] = queued.Hold != "inactive", ["queueName"] = queued.Queue };
        if (job.Labels.TryGetValue(KueueNames.PriorityClass, out var priorityClass))
        {
            spec["priorityClassRef"] = new JsonObject
            {
                ["group"] = KueueNames.Group,
                ["kind"] = "WorkloadPriorityClass",
                ["name"] = priorityClass,
            };
        }

        return spec;
    }

    private static JsonObject Status(QueuedJob queued, JsonObject job, DateTimeOffset now)
    {
        var created = queued.CreatedAt;
        if (queued.AdmittedAt is { } admitted && admitted <= now)
        {
            var conditions = new JsonArray(
                Condition("QuotaReserved", "True", "QuotaReserved", "Quota reserved in ClusterQueue sandbox", admitted),
                Condition("Admitted", "True", "Admitted", "The workload is admitted", admitted));
            if (job.Object("status").Objects("conditions").FirstOrDefault(one => one.Text("type") is "Complete" or "Failed") is { } end)
            {
                conditions.AddNode(Condition(
                    "Finished", "True", end.Text("type") == "Complete" ? "Succeeded" : "Failed", end.Text("message") ?? "", now));
            }

            return new() { ["admission"] = Admission(), ["conditions"] = conditions };
        }

        return queued.Hold switch
        {
            "checks" => new()
            {
                ["admission"] = Admission(),
                ["admissionChecks"] = new JsonArray(new JsonObject
                {
                    ["name"] = "sandbox-check",
                    ["state"] = "Pending",
                    ["message"] = "waiting for nodes",
                    ["lastTransitionTime"] = Timestamp.Of(created),
                }),
                ["conditions"] = new JsonArray(
                    Condition("QuotaReserved", "True", "QuotaReserved", "Quota reserved in ClusterQueue sandbox", created)),
            },
            "inactive" => new()
            {
                ["conditions"] = new JsonArray(Condition("Evicted", "True", "Deactivated", "The workload is deactivated", created)),
            },
            "evicted" => new()
            {
                ["conditions"] = new JsonArray(
                    Condition(
                        "Evicted",
                        "True",
                        "Preempted",
                        "Preempted to accommodate a workload due to prioritization in the ClusterQueue",
                        created),
                    Pending(created)),
            },
            "backoff" => new()
            {
                ["requeueState"] = new JsonObject { ["count"] = 1L, ["requeueAt"] = Timestamp.Of(created.AddHours(2)) },
                ["conditions"] = new JsonArray(
                    Condition("Evicted", "True", "PodsReadyTimeout", "Exceeded the PodsReady timeout", created),
                    Condition("Requeued", "False", "PodsReadyTimeout", "Exceeded the PodsReady timeout", created),
                    Pending(created)),
            },
            "no-queue" => new()
            {
                ["conditions"] = new JsonArray(
                    Condition("QuotaReserved", "False", "Misconfigured", $"LocalQueue {queued.Queue} is terminating or missing", created)),
            },
            _ => new() { ["conditions"] = new JsonArray(Pending(created)) },
        };
    }

    private static JsonObject Admission() => new() { ["clusterQueue"] = "sandbox" };

    private static JsonObject Pending(DateTimeOffset time) => Condition(
        "QuotaReserved",
        "False",
        "Pending",
        "couldn't assign flavors to pod set main: insufficient unused quota for cpu in flavor default-flavor, 1 more needed",
        time);

    private static JsonObject Condition(string type, string status, string reason, string message, DateTimeOffset time) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["reason"] = reason,
        ["message"] = message,
        ["lastTransitionTime"] = Timestamp.Of(time),
    };
}
