using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Manifests.Rules;
using Goji.Model;

namespace Goji.Queueing.Intake;

/// <summary>Drops what the API server, its controllers and Goji added to an object that was read from a cluster.</summary>
internal static class ServerAddedFields
{
    private static readonly string[] Metadata =
    [
        "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink", "deletionTimestamp",
        "deletionGracePeriodSeconds", "ownerReferences",
    ];

    private static readonly string[] Annotations =
    [
        "kubectl.kubernetes.io/last-applied-configuration", "batch.kubernetes.io/job-tracking",
        "batch.kubernetes.io/cronjob-scheduled-timestamp",
        MarkNames.File, MarkNames.RepositoryUrl, MarkNames.Ttl,
    ];

    private static readonly string[] Marks = [MarkNames.RunId, MarkNames.Repository];
    private static readonly string[] Deletion = ["foregroundDeletion", "orphan"];

    /// <summary>Drops the fields from a resource.</summary>
    public static void Drop(string kind, JsonObject body)
    {
        body.Remove("status");
        if (body["metadata"] is not JsonObject metadata)
        {
            return;
        }

        if (kind == "Job")
        {
            DropFromJob(body, metadata);
        }

        if (metadata["labels"] is JsonObject labels && labels.ContainsKey(MarkNames.RunId))
        {
            Remove(metadata, "labels",
                [.. Marks,
                    .. ManifestText.TextOf(labels[MarkNames.ManagedBy]) == MarkNames.Goji ? [MarkNames.ManagedBy] : Array.Empty<string>()]);
        }

        Remove(metadata, "annotations", Annotations);
        Array.ForEach(Metadata, field => metadata.Remove(field));
        if (metadata["finalizers"] is JsonArray finalizers
            && finalizers.All(finalizer => Deletion.Contains(ManifestText.TextOf(finalizer))))
        {
            metadata.Remove("finalizers");
        }
    }

    private static void DropFromJob(JsonObject body, JsonObject metadata)
    {
        // A name that the server has made of a generateName belongs to the Job that has it.
        if (ManifestText.TextOf(metadata["generateName"]) is { Length: > 0 } prefix
            && ManifestText.TextOf(metadata["uid"]).Length > 0
            && ManifestText.TextOf(metadata["name"]).StartsWith(prefix, StringComparison.Ordinal))
        {
            metadata.Remove("name");
        }

        var spec = body["spec"] as JsonObject ?? [];
        var template = spec["template"] as JsonObject ?? [];
        if (!ServerFields.SelectsPods(body))
        {
            spec.Remove("selector");
            Remove(metadata, "labels", ServerFields.Labels);
            if (template["metadata"] is JsonObject pods)
            {
                Remove(pods, "labels", ServerFields.Labels);
            }
        }

        if (template["metadata"] is JsonObject podMetadata
            && podMetadata.ContainsKey("creationTimestamp")
            && podMetadata["creationTimestamp"] is null)
        {
            Remove(template, "metadata", ["creationTimestamp"]);
        }

        RestoreTtl(spec, metadata);
    }

    /// <summary>Puts the author's TTL in the place of the one that Goji withholds it with.</summary>
    private static void RestoreTtl(JsonObject spec, JsonObject metadata)
    {
        var isOurs = (metadata["labels"] as JsonObject)?.ContainsKey(MarkNames.RunId) == true;
        if (isOurs
            && spec["ttlSecondsAfterFinished"] is JsonValue ttl
            && ttl.GetValueKind() == JsonValueKind.Number
            && ttl.ToJsonString() == JobTtl.Withheld.ToString(CultureInfo.InvariantCulture))
        {
            spec.Remove("ttlSecondsAfterFinished");
            if (int.TryParse(ManifestText.TextOf((metadata["annotations"] as JsonObject)?[MarkNames.Ttl]),
                NumberStyles.None, CultureInfo.InvariantCulture, out var authors))
            {
                spec["ttlSecondsAfterFinished"] = authors;
            }
        }
    }

    // Objects that are empty afterwards are removed too.
    private static void Remove(JsonObject parent, string name, IEnumerable<string> fields)
    {
        if (parent[name] is JsonObject mapping && fields.Where(mapping.Remove).ToList() is [_, ..] && mapping.Count == 0)
        {
            parent.Remove(name);
        }
    }
}
