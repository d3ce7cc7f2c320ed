using System.Text.Json;
using Goji.Model;
using Goji.Ports;

namespace Goji.Kubernetes.Jobs;

/// <summary>The fields of one Job while they are read.</summary>
internal ref struct JobFields
{
    /// <summary>
    /// The value of <c>spec.managedBy</c> that means the same as none:
    /// https://kubernetes.io/docs/concepts/workloads/controllers/job/#delegation-of-managing-a-job-object-to-external-controller.
    /// </summary>
    private const string OwnController = "kubernetes.io/job-controller";

    private string? @namespace, name, uid, version, runId, repositoryId, file, queue, manager, failedIndexes;
    private DateTimeOffset? createdAt, deletionAt, startedAt;
    private IReadOnlyList<string>? owners, finalizers;
    private int? deadline, ttl, completions, active, ready, succeeded, failed;
    private bool isSuspended;
    private IReadOnlyList<JobCondition>? conditions;

    /// <param name="reader">The reader, at the beginning of the Job. It is at the Job's end afterwards.</param>
    /// <param name="previous">The Job before it in a list, with which it may share texts; null for none.</param>
    public static ObservedJob Read(ref Utf8JsonReader reader, ObservedJob? previous)
    {
        var fields = default(JobFields);
        while (reader.ReadName())
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                fields.ReadMetadata(ref reader, previous);
            }
            else if (reader.ValueTextEquals("spec"u8))
            {
                fields.ReadSpec(ref reader);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                fields.ReadStatus(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return fields.ToJob();
    }

    private void ReadMetadata(ref Utf8JsonReader reader, ObservedJob? previous)
    {
        for (var isObject = reader.BeginObject(); isObject && reader.ReadName();)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = reader.ReadText();
            }
            else if (reader.ValueTextEquals("namespace"u8))
            {
                @namespace = reader.ReadText(previous?.Namespace);
            }
            else if (reader.ValueTextEquals("uid"u8))
            {
                uid = reader.ReadText();
            }
            else if (reader.ValueTextEquals("resourceVersion"u8))
            {
                version = reader.ReadText();
            }
            else if (reader.ValueTextEquals("creationTimestamp"u8))
            {
                createdAt = reader.ReadTime();
            }
            else if (reader.ValueTextEquals("deletionTimestamp"u8))
            {
                deletionAt = reader.ReadTime();
            }
            else if (reader.ValueTextEquals("labels"u8))
            {
                ReadLabels(ref reader, previous);
            }
            else if (reader.ValueTextEquals("annotations"u8))
            {
                ReadAnnotations(ref reader);
            }
            else if (reader.ValueTextEquals("ownerReferences"u8))
            {
                owners = ReadOwners(ref reader);
            }
            else if (reader.ValueTextEquals("finalizers"u8))
            {
                finalizers = ReadFinalizers(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadLabels(ref Utf8JsonReader reader, ObservedJob? previous)
    {
        for (var isObject = reader.BeginObject(); isObject && reader.ReadName();)
        {
            if (reader.ValueTextEquals(MarkNames.RunId))
            {
                runId = reader.ReadText();
            }
            else if (reader.ValueTextEquals(MarkNames.Repository))
            {
                repositoryId = reader.ReadText(previous?.RepositoryId);
            }
            else if (reader.ValueTextEquals(KueueNames.Queue))
            {
                queue = reader.ReadText(previous?.LocalQueue);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadAnnotations(ref Utf8JsonReader reader)
    {
        for (var isObject = reader.BeginObject(); isObject && reader.ReadName();)
        {
            if (reader.ValueTextEquals(MarkNames.File))
            {
                file = reader.ReadText();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadSpec(ref Utf8JsonReader reader)
    {
        for (var isObject = reader.BeginObject(); isObject && reader.ReadName();)
        {
            if (reader.ValueTextEquals("activeDeadlineSeconds"u8))
            {
                deadline = reader.ReadNumber();
            }
            else if (reader.ValueTextEquals("ttlSecondsAfterFinished"u8))
            {
                ttl = reader.ReadNumber();
            }
            else if (reader.ValueTextEquals("completions"u8))
            {
                completions = reader.ReadNumber();
            }
            else if (reader.ValueTextEquals("suspend"u8))
            {
                isSuspended = reader.ReadFlag();
            }
            else if (reader.ValueTextEquals("managedBy"u8))
            {
                manager = reader.ReadText(OwnController);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadStatus(ref Utf8JsonReader reader)
    {
        for (var isObject = reader.BeginObject(); isObject && reader.ReadName();)
        {
            if (reader.ValueTextEquals("startTime"u8))
            {
                startedAt = reader.ReadTime();
            }
            else if (reader.ValueTextEquals("active"u8))
            {
                active = reader.ReadNumber();
            }
            else if (reader.ValueTextEquals("ready"u8))
            {
                ready = reader.ReadNumber();
            }
            else if (reader.ValueTextEquals("succeeded"u8))
            {
                succeeded = reader.ReadNumber();
            }
            else if (reader.ValueTextEquals("failed"u8))
            {
                failed = reader.ReadNumber();
            }
            else if (reader.ValueTextEquals("failedIndexes"u8))
            {
                failedIndexes = reader.ReadText();
            }
            else if (reader.ValueTextEquals("conditions"u8))
            {
                conditions = ReadConditions(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private readonly ObservedJob ToJob() => new(@namespace ?? "", name ?? "", uid ?? "")
    {
        RunId = runId,
        RepositoryId = repositoryId,
        File = file,
        Version = version ?? "",
        CreatedAt = createdAt,
        DeletionAt = deletionAt,
        DeadlineAt = startedAt is { } started && deadline is { } seconds ? started.AddSeconds(seconds) : null,
        Owners = owners ?? [],
        Ttl = ttl,
        Finalizers = finalizers ?? [],
        Manager = manager == OwnController ? null : manager,
        IsSuspended = isSuspended,
        LocalQueue = queue is { Length: > 0 } ? queue : null,
        Completions = completions,
        StartedAt = startedAt,
        Active = active ?? 0,
        Ready = ready,
        Succeeded = succeeded ?? 0,
        Failed = failed ?? 0,
        FailedIndexes = failedIndexes is { Length: > 0 } ? failedIndexes : null,
        Conditions = conditions ?? [],
    };

    // Few Jobs have any of these.
    private static IReadOnlyList<string> ReadOwners(ref Utf8JsonReader reader) =>
        ReadArray(ref reader, owner => $"{owner.Text("kind")} '{owner.Text("name")}'");

    private static IReadOnlyList<string> ReadFinalizers(ref Utf8JsonReader reader) => ReadArray(ref reader, item => item.ToString());

    private static IReadOnlyList<JobCondition> ReadConditions(ref Utf8JsonReader reader) => ReadArray(ref reader, JobJson.ReadCondition);

    private static IReadOnlyList<T> ReadArray<T>(ref Utf8JsonReader reader, Func<JsonElement, T> read)
    {
        using var array = JsonDocument.ParseValue(ref reader);
        return array.RootElement is { ValueKind: JsonValueKind.Array } items && items.GetArrayLength() > 0
            ? [.. items.EnumerateArray().Select(read)]
            : [];
    }
}
