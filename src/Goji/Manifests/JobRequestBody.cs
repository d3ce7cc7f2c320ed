using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Manifests;

/// <summary>Writes a Job with Goji's marks, straight from its author's nodes.</summary>
internal static class JobRequestBody
{
    // The bytes go to an API server and never into a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ManifestJob job, JobMarks marks)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in job.Body)
            {
                switch (key)
                {
                    case "metadata":
                        WriteMetadata(writer, job, marks, (JsonObject)value!);
                        break;
                    case "spec" when job.TtlSecondsAfterFinished is not null:
                        WriteWith(writer, key, (JsonObject)value!, "ttlSecondsAfterFinished", JobTtl.Withheld);
                        break;
                    default:
                        WriteProperty(writer, key, value);
                        break;
                }
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, ManifestJob job, JobMarks marks, JsonObject metadata)
    {
        writer.WriteStartObject("metadata");
        writer.WriteString("name", marks.Name);
        writer.WriteString("namespace", job.Namespace);
        foreach (var (key, value) in metadata)
        {
            if (key is not ("name" or "namespace" or "labels" or "annotations"))
            {
                WriteProperty(writer, key, value);
            }
        }

        var labels = metadata["labels"] is JsonObject { Count: > 0 } authors ? authors : DefaultedLabels(job, marks.Name);
        WriteMarked(writer, "labels", labels, Labels(marks, labels));
        WriteMarked(writer, "annotations", metadata["annotations"] as JsonObject, Annotations(job, marks));
        writer.WriteEndObject();
    }

    /// <summary>
    /// The labels that the server shows for a Job without labels: those of its pods (kubernetes/kubernetes, pkg/apis/batch/v1/defaults.go), among them
    /// the Job's name, which the server adds to the pods' labels unless their author selects the pods (pkg/registry/batch/job/strategy.go).
    /// With Goji's labels a Job is not without. The label with the Job's UID is left out, because nobody knows the UID before the Job exists.
    /// </summary>
    private static JsonObject DefaultedLabels(ManifestJob job, string name)
    {
        var spec = job.Body["spec"] as JsonObject;
        var labels = (((spec?["template"] as JsonObject)?["metadata"] as JsonObject)?["labels"] as JsonObject)?.DeepClone() as JsonObject ?? [];
        if (!(spec?["manualSelector"] is JsonValue manual && manual.TryGetValue<bool>(out var selects) && selects))
        {
            labels.TryAdd("batch.kubernetes.io/job-name", name);
            labels.TryAdd("job-name", name);
        }

        return labels;
    }

    // The author may have a reason to name another manager, and keeps it: Goji finds its Jobs by the run id.
    private static Dictionary<string, string?> Labels(JobMarks marks, JsonObject? authors)
    {
        var labels = new Dictionary<string, string?>
        {
            [MarkNames.RunId] = marks.RunId,
            [MarkNames.Repository] = marks.RepositoryId,
        };
        if (authors?[MarkNames.ManagedBy] is null)
        {
            labels.Add(MarkNames.ManagedBy, MarkNames.Goji);
        }

        return labels;
    }

    // A TTL mark without a TTL comes from a Job of Goji's that was dumped from a cluster: it is no wish of the author's, and left out.
    private static Dictionary<string, string?> Annotations(ManifestJob job, JobMarks marks) => new()
    {
        [MarkNames.File] = marks.File,
        [MarkNames.RepositoryUrl] = marks.RepositoryUrl,
        [MarkNames.Ttl] = job.TtlSecondsAfterFinished?.ToString(CultureInfo.InvariantCulture),
    };

    private static void WriteMarked(Utf8JsonWriter writer, string name, JsonObject? authors, Dictionary<string, string?> marks)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in authors ?? [])
        {
            if (!marks.ContainsKey(key))
            {
                WriteProperty(writer, key, value);
            }
        }

        foreach (var (key, value) in marks)
        {
            if (value is not null)
            {
                writer.WriteString(key, value);
            }
        }

        writer.WriteEndObject();
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
                WriteProperty(writer, key, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter writer, string key, JsonNode? value)
    {
        writer.WritePropertyName(key);
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
