using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Goji.Yaml;
using Goji.Yaml.Writing;

namespace Goji.Manifests.Editing;

/// <summary>
/// Adds an annotation to a job file, and removes it. Everything else of the text stays as its author wrote it: comments, order, quotes,
/// line ends. The result is read again, and counts only if it differs from the file in nothing but the annotation.
/// </summary>
internal static class AnnotationText
{
    /// <summary>Adds the annotation to the first Job of a file.</summary>
    /// <returns>The new content; the same where a Job has the annotation already; null where the text cannot be changed safely.</returns>
    public static byte[]? Add(string path, byte[] content, string name, string value) =>
        Change(
            path, content, name, text => JobNodes.Of(text) is [var job, ..] ? AnnotationEdits.ToAdd(text, job, name, Quote(value)) : null);

    /// <summary>Removes the annotation from all Jobs of a file.</summary>
    /// <returns>The new content; the same where no Job has the annotation; null where the text cannot be changed safely.</returns>
    public static byte[]? Remove(string path, byte[] content, string name) =>
        Change(path, content, name, text => [.. JobNodes.Of(text).SelectMany(job => AnnotationEdits.ToRemove(text, job, name)).Distinct()]);

    // A JSON string is a YAML string.
    private static string Quote(string value) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)}\"";

    private static byte[]? Change(string path, byte[] content, string name, Func<string, IReadOnlyList<TextEdit>?> edits)
    {
        try
        {
            var text = YamlText.Decode(content);
            if (edits(text) is not { } wanted)
            {
                return null;
            }

            var changed = FileText.Encode(TextEdit.Apply(text, wanted), content);
            return wanted.Count == 0 ? content : IsSame(path, content, changed, name) ? changed : null;
        }
        catch (YamlSyntaxException)
        {
            return null;
        }
    }

    private static bool IsSame(string path, byte[] before, byte[] after, string name)
    {
        var (old, current) = (Without(path, before, name), Without(path, after, name));
        return old.Count == current.Count && old.Zip(current).All(pair => JsonNode.DeepEquals(pair.First, pair.Second));
    }

    private static List<JsonNode?> Without(string path, byte[] content, string name)
    {
        var roots = ManifestReader.Documents(path, content, []).Select(document => document.Root).ToList();
        roots.ForEach(root => Remove(root, name));
        return roots;
    }

    /// <summary>Removes the annotation wherever it is, and with it mappings that have no other.</summary>
    private static void Remove(JsonNode? node, string name)
    {
        if (node is JsonArray list)
        {
            list.ToList().ForEach(item => Remove(item, name));
        }
        else if (node is JsonObject mapping)
        {
            if (mapping["annotations"] is JsonObject annotations)
            {
                annotations.Remove(name);
            }

            if (mapping["annotations"] is null or JsonObject { Count: 0 })
            {
                mapping.Remove("annotations");
            }

            mapping.Select(field => field.Value).ToList().ForEach(value => Remove(value, name));
        }
    }
}
