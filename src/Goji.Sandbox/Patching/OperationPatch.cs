using System.Globalization;
using System.Text.Json.Nodes;
using Goji.Sandbox.Api;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Patching;

/// <summary>RFC 6902: a list of operations on paths.</summary>
internal sealed class OperationPatch(JsonArray operations) : IPatch
{
    public JsonObject Apply(JsonObject current, DateTimeOffset now)
    {
        foreach (var operation in operations)
        {
            Apply(current, operation);
        }

        return current;
    }

    private static void Apply(JsonObject root, JsonNode? operation)
    {
        var path = Path(operation.Text("path"));
        switch (operation.Text("op"))
        {
            case "add":
                Add(root, path, Value(operation));
                break;
            case "remove":
                Remove(root, path);
                break;
            case "replace":
                _ = Find(root, path);
                Remove(root, path);
                Add(root, path, Value(operation));
                break;
            case "copy":
                Add(root, path, Find(root, Path(operation.Text("from")))?.DeepClone());
                break;
            case "move":
                var moved = Find(root, Path(operation.Text("from")))?.DeepClone();
                Remove(root, Path(operation.Text("from")));
                Add(root, path, moved);
                break;
            case "test":
                if (!JsonNode.DeepEquals(Find(root, path), Value(operation)))
                {
                    throw Refused($"testing path {operation.Text("path")}: value differs");
                }

                break;
            default:
                throw Refused($"unexpected operation kind: {operation.Text("op")}");
        }
    }

    private static JsonNode? Value(JsonNode? operation) => (operation as JsonObject)?["value"]?.DeepClone();

    private static string[] Path(string? pointer) =>
        pointer is { Length: > 0 } && pointer[0] == '/'
            ? [.. pointer[1..].Split('/').Select(
                part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
            : throw Refused($"the path \"{pointer}\" does not name a part of the object");

    private static JsonNode? Find(JsonNode root, string[] path)
    {
        var node = root;
        foreach (var part in path)
        {
            node = node switch
            {
                JsonObject parent when parent.TryGetPropertyValue(part, out var child) => child,
                JsonArray list when Index(part, list.Count - 1) is { } index => list[index],
                _ => throw Refused($"path {string.Join('/', path)} does not exist"),
            };
        }

        return node;
    }

    private static void Add(JsonNode root, string[] path, JsonNode? value)
    {
        switch (Find(root, path[..^1]))
        {
            case JsonObject parent:
                parent[path[^1]] = value;
                break;
            case JsonArray list when path[^1] == "-":
                list.Add(value);
                break;
            case JsonArray list when Index(path[^1], list.Count) is { } index:
                list.Insert(index, value);
                break;
            default:
                throw Refused($"path {string.Join('/', path)} does not exist");
        }
    }

    private static void Remove(JsonNode root, string[] path)
    {
        var isRemoved = Find(root, path[..^1]) switch
        {
            JsonObject parent => parent.Remove(path[^1]),
            JsonArray list when Index(path[^1], list.Count - 1) is { } index => RemoveAt(list, index),
            _ => false,
        };
        if (!isRemoved)
        {
            throw Refused($"unable to remove nonexistent key: {path[^1]}");
        }
    }

    private static bool RemoveAt(JsonArray list, int index)
    {
        list.RemoveAt(index);
        return true;
    }

    private static int? Index(string part, int last) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= last ? index : null;

    private static ApiFailure Refused(string why) =>
        new(422, "Invalid", $"the server rejected our request due to an error in our request: {why}", []);
}
