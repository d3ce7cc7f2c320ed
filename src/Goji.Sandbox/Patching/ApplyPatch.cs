using System.Text.Json.Nodes;
using Goji.Sandbox.Http;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Patching;

/// <summary>
/// Server-side apply: sets the fields that the manager names, and takes back those that it named before and names no more.
/// </summary>
internal sealed class ApplyPatch(JsonObject wanted, string manager, bool isForced) : IPatch
{
    /// <summary>Gets the UID of the one object that is meant; null for whichever there is.</summary>
    public string? Uid => wanted.Object("metadata").Text("uid");

    public JsonObject Apply(JsonObject current, DateTimeOffset now)
    {
        var managed = new ManagedFields(current);
        var fields = FieldSet.Of(wanted);
        managed.RequireNoConflict(manager, fields, wanted, current, isForced);
        FieldSet.RemoveAbsent(current, managed.Of(manager), fields);
        StrategicPatch.Merge(current, Clean(wanted));
        managed.Set(manager, fields, current, now);
        return current;
    }

    public JsonObject Fresh(ApiTarget target, DateTimeOffset now)
    {
        var fresh = Clean(wanted);
        fresh.Child("metadata").Default("name", target.Name!);
        new ManagedFields(fresh).Set(manager, FieldSet.Of(wanted), fresh, now);
        return fresh;
    }

    private static JsonObject Clean(JsonObject wanted)
    {
        var clean = (JsonObject)wanted.DeepClone();
        clean.Object("metadata")?.Remove("managedFields");
        return clean;
    }
}
