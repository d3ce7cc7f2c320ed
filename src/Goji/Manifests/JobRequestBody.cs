using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Manifests;

/// <summary>Writes a Job with Goji's marks, straight from its author's nodes.</summary>
internal static class JobRequestBody
{
    public static byte[] Write(ManifestJob job, string name, JobMarks marks) => RequestJson.Write(writer =>
    {
        foreach (var (key, value) in job.Body)
        {
            switch (key)
            {
                case "metadata":
                    WriteMetadata(writer, job, name, marks, (JsonObject)value!);
                    break;
                case "spec" when job.TtlSecondsAfterFinished is not null:
                    WriteWith(writer, key, (JsonObject)value!, "ttlSecondsAfterFinished", JobTtl.Withheld);
                    break;
                default:
                    RequestJson.WriteProperty(writer, key, value);
                    break;
            }
        }
    });

    private static void WriteMetadata(Utf8JsonWriter writer, ManifestJob job, string name, JobMarks marks, JsonObject metadata)
    {
        writer.WriteStartObject("metadata");
        writer.WriteString("name", name);
        writer.WriteString("namespace", job.Namespace);
        foreach (var (key, value) in metadata)
        {
            if (key is not ("name" or "namespace" or "labels" or "annotations"))
            {
                RequestJson.WriteProperty(writer, key, value);
            }
        }

        var labels = metadata["labels"] is JsonObject { Count: > 0 } authors ? authors : DefaultedLabels(job, name);
        RequestJson.WriteMarked(writer, "labels", labels, marks.Labels(labels).Concat(marks.Queue.For(labels)).ToDictionary());
        RequestJson.WriteMarked(writer, "annotations", metadata["annotations"] as JsonObject, Annotations(job, marks));
        writer.WriteEndObject();
    }

    /// <summary>
    /// The labels that the server shows for a Job without labels: those of its pods (kubernetes/kubernetes, pkg/apis/batch/v1/defaults.go),
    /// among them the Job's name, which the server adds to the pods' labels unless their author selects the pods
    /// (pkg/registry/batch/job/strategy.go). With Goji's labels, a Job is not without labels. The label with the Job's UID is left out,
    /// because nobody knows the UID before the Job exists.
    /// </summary>
    private static JsonObject DefaultedLabels(ManifestJob job, string name)
    {
        var spec = job.Body["spec"] as JsonObject;
        var template = (spec?["template"] as JsonObject)?["metadata"] as JsonObject;
        var labels = template?["labels"]?.DeepClone() as JsonObject ?? [];
        if (!(spec?["manualSelector"] is JsonValue manual && manual.TryGetValue<bool>(out var selects) && selects))
        {
            labels.TryAdd("batch.kubernetes.io/job-name", name);
            labels.TryAdd("job-name", name);
        }

        return labels;
    }

    // A TTL mark without a TTL comes from a Job of Goji's that was read from a cluster: it is not the author's wish, and left out.
    private static Dictionary<string, string?> Annotations(ManifestJob job, JobMarks marks)
    {
        var annotations = marks.Annotations();
        annotations.Add(MarkNames.Ttl, job.TtlSecondsAfterFinished?.ToString(CultureInfo.InvariantCulture));
        return annotations;
    }

    private static void WriteWith(Utf8JsonWriter writer, string name, JsonObject source, string field, int replacement)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in source)
        {
            if (key == field)
            {
                writer.WriteNumber(key, replacement);
            }
            else
            {
                RequestJson.WriteProperty(writer, key, value);
            }
        }

        writer.WriteEndObject();
    }
}
