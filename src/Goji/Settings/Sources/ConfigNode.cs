using Goji.Yaml;

namespace Goji.Settings.Sources;

/// <summary>A value in the configuration file, with its line.</summary>
internal readonly struct ConfigNode
{
    private readonly YamlNode node;

    public ConfigNode(YamlNode node)
    {
        while (node is YamlNode.Alias alias)
        {
            node = alias.Target;
        }

        this.node = node;
    }

    public int Line => node.Line;

    /// <summary>Whether there is nothing behind the key.</summary>
    public bool IsEmpty => node is YamlNode.Scalar { ImplicitPlain: true, Text: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>The unparsed text; null for a list or a mapping.</summary>
    public string? Text => (node as YamlNode.Scalar)?.Text;

    /// <summary>The items of a list; null for anything else.</summary>
    public IReadOnlyList<ConfigNode>? Items => (node as YamlNode.Sequence)?.Items.Select(item => new ConfigNode(item)).ToList();

    /// <summary>The keys and values of a mapping; null for anything else.</summary>
    public IReadOnlyList<KeyValuePair<ConfigNode, ConfigNode>>? Fields =>
        (node as YamlNode.Mapping)?.Entries.Select(
            entry => KeyValuePair.Create(new ConfigNode(entry.Key), new ConfigNode(entry.Value))).ToList();

    /// <summary>The texts of a list; null where it is no list of texts.</summary>
    public IReadOnlyList<string>? Texts =>
        Items is { } items && items.All(item => item.Text is not null) ? [.. items.Select(item => item.Text!)] : null;

    /// <summary>Everything in it as one text, by which two nodes can be compared.</summary>
    public override string ToString() =>
        Fields is { } fields ? $"{{{string.Join(',', fields.Select(field => $"{field.Key}:{field.Value}"))}}}"
        : Items is { } items ? $"[{string.Join(',', items)}]"
        : $"'{Text}'";
}
