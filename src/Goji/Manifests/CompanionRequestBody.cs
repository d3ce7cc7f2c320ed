using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Manifests;

/// <summary>Writes a companion of a file's Jobs with Goji's marks, straight from its author's nodes.</summary>
internal static class CompanionRequestBody
{
    // What the API server writes itself: an author who read the object from a cluster has it in the file.
    private static readonly HashSet<string> ServersMetadata =
        ["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink",
            "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <param name="companion">The companion.</param>
    /// <param name="marks">Goji's marks.</param>
    /// <param name="uid">The UID of the object to change; null for whichever there is, or a new one.</param>
    /// <param name="owners">The names and UIDs of the Jobs that own it.</param>
    public static byte[] Write(ManifestResource companion, JobMarks marks, string? uid, IReadOnlyList<(string Name, string Uid)> owners) =>
        RequestJson.Write(writer =>
        {
            foreach (var (key, value) in companion.Body)
            {
                if (key == "metadata")
                {
                    WriteMetadata(writer, marks, uid, owners, (JsonObject)value!);
                }
                else if (key != "status")
                {
                    RequestJson.WriteProperty(writer, key, value);
                }
            }
        });

    private static void WriteMetadata(
        Utf8JsonWriter writer, JobMarks marks, string? uid, IReadOnlyList<(string Name, string Uid)> owners, JsonObject metadata)
    {
        writer.WriteStartObject("metadata");
        if (uid is not null)
        {
            writer.WriteString("uid", uid);
        }

        foreach (var (key, value) in metadata)
        {
            if (key is not ("labels" or "annotations" or "ownerReferences") && !ServersMetadata.Contains(key))
            {
                RequestJson.WriteProperty(writer, key, value);
            }
        }

        var labels = metadata["labels"] as JsonObject;
        RequestJson.WriteMarked(writer, "labels", labels, marks.Labels(labels));
        RequestJson.WriteMarked(writer, "annotations", metadata["annotations"] as JsonObject, marks.Annotations());
        WriteOwners(writer, metadata["ownerReferences"] as JsonArray ?? [], owners);
        writer.WriteEndObject();
    }

    private static void WriteOwners(Utf8JsonWriter writer, JsonArray authors, IReadOnlyList<(string Name, string Uid)> owners)
    {
        if (authors.Count + owners.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("ownerReferences");
        foreach (var owner in authors)
        {
            owner?.WriteTo(writer);
        }

        foreach (var (name, uid) in owners)
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", "batch/v1");
            writer.WriteString("kind", "Job");
            writer.WriteString("name", name);
            writer.WriteString("uid", uid);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
