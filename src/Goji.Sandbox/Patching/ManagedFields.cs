using System.Text.Json.Nodes;
using Goji.Sandbox.Api;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Patching;

/// <summary>Who has applied which fields of an object.</summary>
internal sealed class ManagedFields(JsonObject current)
{
    public JsonObject? Of(string manager) => Entries.FirstOrDefault(entry => entry.Text("manager") == manager).Object("fieldsV1");

    public void Set(string manager, JsonObject fields, JsonObject into, DateTimeOffset now)
    {
        var entries = new JsonArray([.. Entries.Where(entry => entry.Text("manager") != manager).Select(entry => entry.DeepClone())]);
        entries.Add(new JsonObject
        {
            ["manager"] = manager,
            ["operation"] = "Apply",
            ["apiVersion"] = into.Text("apiVersion"),
            ["time"] = Timestamp.Of(now),
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = fields.DeepClone(),
        });
        into.Child("metadata")["managedFields"] = entries;
    }

    public void RequireNoConflict(string manager, JsonObject fields, JsonObject wanted, JsonObject present, bool isForced)
    {
        if (isForced)
        {
            return;
        }

        var ours = FieldSet.Leaves(fields).ToHashSet(StringComparer.Ordinal);
        var conflicts = Entries
            .Where(entry => entry.Text("manager") != manager)
            .SelectMany(entry => FieldSet.Leaves(entry.Object("fieldsV1") ?? []).Where(ours.Contains), (entry, path) => (Manager: entry.Text("manager"), Path: path))
            .Where(conflict => !JsonNode.DeepEquals(ValueAt(wanted, conflict.Path), ValueAt(present, conflict.Path)))
            .ToList();
        if (conflicts.Count == 0)
        {
            return;
        }

        var list = string.Join("\n", conflicts.GroupBy(conflict => conflict.Manager).Select(group =>
            $"conflicts with \"{group.Key}\":\n{string.Join("\n", group.Select(conflict => $"- {conflict.Path}"))}"));
        var causes = conflicts.Select(conflict => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with \"{conflict.Manager}\"",
            ["field"] = conflict.Path,
        });
        var count = conflicts.Count == 1 ? "1 conflict" : $"{conflicts.Count} conflicts";
        throw new ApiFailure(409, "Conflict", $"Apply failed with {count}: {list}", new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }

    private IEnumerable<JsonObject> Entries => current.Object("metadata").Objects("managedFields");

    private static JsonNode? ValueAt(JsonObject root, string path)
    {
        JsonNode? node = root;
        foreach (var part in path.TrimStart('.').Split('.'))
        {
            node = (node as JsonObject)?[part];
        }

        return node;
    }
}
