using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs;

/// <summary>The marks that deletion leaves in an object's metadata.</summary>
internal static class Deletion
{
    public const string ForegroundFinalizer = "foregroundDeletion";

    public static void Mark(JsonObject metadata, DateTimeOffset now)
    {
        metadata.Default("deletionTimestamp", Timestamp.Of(now));
        metadata.Default("deletionGracePeriodSeconds", 0L);
    }

    public static bool HasFinalizers(JsonObject metadata) => metadata.Array("finalizers") is { Count: > 0 };

    public static void AddFinalizer(JsonObject metadata, string finalizer)
    {
        metadata.Default("finalizers", new JsonArray());
        metadata.Array("finalizers")!.AddNode(JsonValue.Create(finalizer));
    }

    public static bool RemoveFinalizer(JsonObject metadata, string finalizer)
    {
        if (metadata.Array("finalizers") is not { } finalizers
            || finalizers.FirstOrDefault(one => one?.GetValue<string>() == finalizer) is not { } found)
        {
            return false;
        }

        finalizers.Remove(found);
        if (finalizers.Count == 0)
        {
            metadata.Remove("finalizers");
        }

        return true;
    }
}
