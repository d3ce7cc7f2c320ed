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
        entries.AddNode(new JsonObject
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

        var ours = FieldSet.Leaves(fields).ToList();
        var conflicts = Entries
            .Where(entry => entry.Text("manager") != manager)
            .SelectMany(
                entry => FieldSet.Leaves(entry.Object("fieldsV1") ?? []),
                (entry, path) => (Manager: entry.Text("manager"), Path: path))
            .Where(theirs => ours.Exists(path => path.SequenceEqual(theirs.Path)))
            .Where(theirs => !JsonNode.DeepEquals(ValueAt(wanted, theirs.Path), ValueAt(present, theirs.Path)))
            .Select(theirs => (theirs.Manager, Field: "." + string.Join('.', theirs.Path)))
            .ToList();
        if (conflicts.Count == 0)
        {
            return;
        }

        var causes = conflicts.Select(conflict => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with \"{conflict.Manager}\"",
            ["field"] = conflict.Field,
        });
        throw new ApiFailure(409, "Conflict", Message(conflicts), new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }

    private IEnumerable<JsonObject> Entries => current.Object("metadata").Objects("managedFields");

    private static string Message(List<(string? Manager, string Field)> conflicts)
    {
        if (conflicts is [var only])
        {
            return $"Apply failed with 1 conflict: conflict with \"{only.Manager}\": {only.Field}";
        }

        var groups = conflicts.GroupBy(conflict => conflict.Manager, (manager, fields) =>
            $"conflicts with \"{manager}\":\n{string.Join('\n', fields.Select(conflict => $"- {conflict.Field}"))}");
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', groups)}";
    }

    private static JsonNode? ValueAt(JsonObject root, string[] path)
    {
        JsonNode? node = root;
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }
}
