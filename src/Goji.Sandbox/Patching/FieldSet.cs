using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Patching;

/// <summary>The fields that one manager owns, in the form of <c>managedFields</c>.</summary>
internal static class FieldSet
{
    private static readonly string[] Identity = ["apiVersion", "kind"];
    private static readonly string[] MetadataIdentity =
        ["name", "namespace", "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"];

    public static JsonObject Of(JsonObject wanted)
    {
        var fields = OfObject(wanted);
        foreach (var name in Identity)
        {
            fields.Remove($"f:{name}");
        }

        if (fields.Object("f:metadata") is { } metadata)
        {
            foreach (var name in MetadataIdentity)
            {
                metadata.Remove($"f:{name}");
            }

            if (metadata.Count == 0)
            {
                fields.Remove("f:metadata");
            }
        }

        return fields;
    }

    /// <summary>Removes what was owned before and is not any more.</summary>
    public static void RemoveAbsent(JsonObject current, JsonObject? before, JsonObject after)
    {
        foreach (var (key, inner) in before ?? [])
        {
            if (!key.StartsWith("f:", StringComparison.Ordinal))
            {
                continue;
            }

            var name = key[2..];
            if (!after.ContainsKey(key))
            {
                if (inner is not JsonObject { Count: > 0 } || current[name] is not JsonObject whole)
                {
                    current.Remove(name);
                }
                else
                {
                    RemoveAbsent(whole, (JsonObject)inner, []);
                }
            }
            else if (current[name] is JsonObject child && inner is JsonObject innerSet)
            {
                RemoveAbsent(child, innerSet, after.Object(key) ?? []);
            }
        }
    }

    /// <summary>Gets the paths of the leaves of a set, each as its names: a name may itself hold dots.</summary>
    public static IEnumerable<string[]> Leaves(JsonObject fields, params string[] path)
    {
        foreach (var (key, inner) in fields.Where(pair => pair.Key.StartsWith("f:", StringComparison.Ordinal)))
        {
            string[] here = [.. path, key[2..]];
            if (inner is JsonObject { Count: > 0 } set)
            {
                foreach (var leaf in Leaves(set, here))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return here;
            }
        }
    }

    private static JsonObject OfObject(JsonObject wanted)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in wanted)
        {
            // Lists are owned whole here; the real server looks into those whose items have keys.
            fields[$"f:{name}"] = value is JsonObject inner ? OfObject(inner) : new JsonObject();
        }

        return fields;
    }
}
