using System.Text.Json.Nodes;

namespace Goji.Sandbox.Patching;

/// <summary>RFC 7396: objects are merged, null removes, all else replaces.</summary>
internal sealed class MergePatch(JsonObject patch) : IPatch
{
    public JsonObject Apply(JsonObject current, DateTimeOffset now)
    {
        Merge(current, patch);
        return current;
    }

    private static void Merge(JsonObject into, JsonObject changes)
    {
        foreach (var (name, change) in changes)
        {
            switch (change)
            {
                case null:
                    into.Remove(name);
                    break;
                case JsonObject inner when into[name] is JsonObject present:
                    Merge(present, inner);
                    break;
                case JsonObject inner:
                    var fresh = new JsonObject();
                    Merge(fresh, inner);
                    into[name] = fresh;
                    break;
                default:
                    into[name] = change.DeepClone();
                    break;
            }
        }
    }
}
