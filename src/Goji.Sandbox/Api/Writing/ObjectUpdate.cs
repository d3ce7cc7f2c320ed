using System.Text.Json.Nodes;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;
using Goji.Sandbox.Validation;

namespace Goji.Sandbox.Api.Writing;

/// <summary>Keeps of an object what a change must not touch.</summary>
internal static class ObjectUpdate
{
    private static readonly string[] ServersOwn =
        ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "namespace"];

    public static JsonObject Complete(StoredObject found, JsonObject before, JsonObject after, string? subresource)
    {
        var old = before.Child("metadata");
        var metadata = after.Child("metadata");
        if (OtherUid(found, after) is { } uid)
        {
            throw ApiFailure.Invalid(found.Kind, found.Name, [FieldError.Invalid("metadata.uid", uid, "field is immutable")]);
        }

        if (metadata.Text("resourceVersion") is { Length: > 0 } version && version != old.Text("resourceVersion"))
        {
            throw ApiFailure.Conflict(
                found.Kind, found.Name, "the object has been modified; please apply your changes to the latest version and try again");
        }

        foreach (var name in ServersOwn)
        {
            metadata[name] = old[name]?.DeepClone();
            if (metadata[name] is null)
            {
                metadata.Remove(name);
            }
        }

        metadata["resourceVersion"] = old["resourceVersion"]!.DeepClone();
        if (subresource == "status")
        {
            var whole = (JsonObject)before.DeepClone();
            whole["status"] = after["status"]?.DeepClone() ?? new JsonObject();
            return whole;
        }

        if (before["status"] is { } status)
        {
            after["status"] = status.DeepClone();
        }

        return after;
    }

    /// <summary>The UID that a body names, where it is not that of what is stored.</summary>
    public static string? OtherUid(StoredObject found, JsonObject body) =>
        body.Object("metadata").Text("uid") is { Length: > 0 } uid && uid != found.Uid ? uid : null;

    /// <summary>Counts a change of the spec.</summary>
    public static void Count(JsonObject before, JsonObject after)
    {
        if (before.Object("metadata").Long("generation") is { } generation && !JsonNode.DeepEquals(before["spec"], after["spec"]))
        {
            after.Child("metadata")["generation"] = generation + 1;
        }
    }
}
