using Goji.Yaml;

namespace Goji.Manifests.Editing;

/// <summary>Finds the Jobs in the nodes of a text: documents, and items of lists.</summary>
internal static class JobNodes
{
    /// <summary>The mappings that are Jobs, in the order of the text.</summary>
    public static IReadOnlyList<YamlNode.Mapping> Of(string text) =>
        [.. YamlDocuments.Nodes(text).SelectMany(root => In(root, kind: null))];

    /// <summary>The value of a key, aliases followed; null where there is none.</summary>
    public static YamlNode? Find(YamlNode.Mapping mapping, string key) => Resolve(Entry(mapping, key)?.Value);

    /// <summary>The entry of a key.</summary>
    public static (YamlNode Key, YamlNode Value)? Entry(YamlNode.Mapping mapping, string key)
    {
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key is YamlNode.Scalar scalar && scalar.Text == key)
            {
                return entry;
            }
        }

        return null;
    }

    private static IEnumerable<YamlNode.Mapping> In(YamlNode? node, string? kind)
    {
        if (Resolve(node) is not YamlNode.Mapping mapping)
        {
            return [];
        }

        var own = (Find(mapping, "kind") as YamlNode.Scalar)?.Text ?? kind;
        return own == "Job" ? [mapping]
            : own?.EndsWith("List", StringComparison.Ordinal) == true && Find(mapping, "items") is YamlNode.Sequence items
                ? items.Items.SelectMany(item => In(item, own[..^"List".Length]))
            : [];
    }

    private static YamlNode? Resolve(YamlNode? node) => node is YamlNode.Alias alias ? Resolve(alias.Target) : node;
}
