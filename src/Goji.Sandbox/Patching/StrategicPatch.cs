using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Patching;

/// <summary>Kubernetes' own merge: as RFC 7396, but lists of named things are merged by their names.</summary>
internal sealed class StrategicPatch(JsonObject patch) : IPatch
{
    public JsonObject Apply(JsonObject current, DateTimeOffset now)
    {
        Merge(current, patch);
        return current;
    }

    public static void Merge(JsonObject into, JsonObject changes)
    {
        if (changes.Text("$patch") == "replace")
        {
            into.Clear();
        }

        foreach (var (name, change) in changes)
        {
            if (name.StartsWith('$'))
            {
                DeleteFromSet(into, name, change);
                continue;
            }

            switch (change)
            {
                case null:
                    into.Remove(name);
                    break;
                case JsonObject inner when inner.Text("$patch") == "delete":
                    into.Remove(name);
                    break;
                case JsonObject inner:
                    Merge(into.Child(name), inner);
                    break;
                case JsonArray items:
                    into[name] = MergeList(name, into[name] as JsonArray, items);
                    break;
                default:
                    into[name] = change.DeepClone();
                    break;
            }
        }
    }

    private static JsonArray MergeList(string name, JsonArray? present, JsonArray items)
    {
        if (ListKeys.IsSet(name))
        {
            var all = (present ?? []).Concat(items).Select(item => item!.GetValue<string>()).Distinct(StringComparer.Ordinal);
            return new JsonArray([.. all.Select(item => JsonValue.Create(item))]);
        }

        if (present is null || ListKeys.Of(name, items) is not { } key || items.Any(item => item.Text("$patch") == "replace"))
        {
            return new JsonArray([.. items.Where(item => item.Text("$patch") is null).Select(item => item?.DeepClone())]);
        }

        var result = (JsonArray)present.DeepClone();
        foreach (var item in items.OfType<JsonObject>())
        {
            var match = result.OfType<JsonObject>().FirstOrDefault(one => JsonNode.DeepEquals(one[key], item[key]));
            if (item.Text("$patch") == "delete")
            {
                result.Remove(match);
            }
            else if (match is null)
            {
                result.Add(item.DeepClone());
            }
            else
            {
                Merge(match, item);
            }
        }

        return result;
    }

    private static void DeleteFromSet(JsonObject into, string directive, JsonNode? values)
    {
        const string Prefix = "$deleteFromPrimitiveList/";
        if (directive.StartsWith(Prefix, StringComparison.Ordinal)
            && into[directive[Prefix.Length..]] is JsonArray present
            && values is JsonArray doomed)
        {
            foreach (var found in present.Where(one => doomed.Any(value => JsonNode.DeepEquals(one, value))).ToList())
            {
                present.Remove(found);
            }
        }
    }
}
