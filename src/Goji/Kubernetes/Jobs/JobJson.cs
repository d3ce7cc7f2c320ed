using System.Text.Json;
using Goji.Model;
using Goji.Ports;

namespace Goji.Kubernetes.Jobs;

/// <summary>Reads the part of a Job that Goji reads, from the API's JSON and without the model classes.</summary>
internal static class JobJson
{
    /// <summary>
    /// The value of <c>spec.managedBy</c> that means the same as none:
    /// https://kubernetes.io/docs/concepts/workloads/controllers/job/#delegation-of-managing-a-job-object-to-external-controller.
    /// </summary>
    private const string OwnController = "kubernetes.io/job-controller";

    public static ObservedJob Read(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        return Read(document.RootElement);
    }

    public static ObservedJob Read(JsonElement job)
    {
        var metadata = job.Field("metadata") ?? default;
        var labels = metadata.Field("labels");
        var spec = job.Field("spec");
        var status = job.Field("status");
        return new(metadata.Text("namespace"), metadata.Text("name"), metadata.Text("uid"))
        {
            RunId = labels.TextOrNull(MarkNames.RunId),
            RepositoryId = labels.TextOrNull(MarkNames.Repository),
            File = metadata.Field("annotations").TextOrNull(MarkNames.File),
            Version = metadata.Text("resourceVersion"),
            CreatedAt = ((JsonElement?)metadata).Time("creationTimestamp"),
            DeletionAt = ((JsonElement?)metadata).Time("deletionTimestamp"),
            DeadlineAt = status.Time("startTime") is { } started && spec.Number("activeDeadlineSeconds") is { } seconds
                ? started.AddSeconds(seconds)
                : null,
            Owners = [.. ((JsonElement?)metadata).Items("ownerReferences").Select(owner => $"{owner.Text("kind")} '{owner.Text("name")}'")],
            Ttl = spec.Number("ttlSecondsAfterFinished"),
            Finalizers = [.. ((JsonElement?)metadata).Items("finalizers").Select(item => item.ToString())],
            Manager = spec.TextOrNull("managedBy") is { } manager and not OwnController ? manager : null,
            IsSuspended = spec.Flag("suspend"),
            LocalQueue = labels.TextOrNull(KueueNames.Queue) is { Length: > 0 } queue ? queue : null,
            Completions = spec.Number("completions"),
            StartedAt = status.Time("startTime"),
            Active = status.Number("active") ?? 0,
            Ready = status.Number("ready"),
            Succeeded = status.Number("succeeded") ?? 0,
            Failed = status.Number("failed") ?? 0,
            FailedIndexes = status.TextOrNull("failedIndexes") is { Length: > 0 } indexes ? indexes : null,
            Conditions = [.. status.Items("conditions").Select(ReadCondition)],
        };
    }

    public static JobCondition ReadCondition(JsonElement condition) => new(
        condition.Text("type"),
        condition.Text("status"),
        condition.Text("reason"),
        condition.Text("message"),
        ((JsonElement?)condition).Time("lastTransitionTime"));
}
