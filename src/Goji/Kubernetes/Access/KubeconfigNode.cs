using System.Text.Json.Nodes;
using Goji.Yaml;

namespace Goji.Kubernetes.Access;

/// <summary>A value in a kubeconfig. Unknown fields are ignored.</summary>
internal readonly struct KubeconfigNode
{
    private readonly YamlNode? node;

    public KubeconfigNode(YamlNode? node)
    {
        while (node is YamlNode.Alias alias)
        {
            node = alias.Target;
        }

        this.node = node;
    }

    public string Name => Text("name") ?? "";

    /// <summary>The unparsed text, whatever type YAML would make of it; null where there is none.</summary>
    public string? Value => node switch
    {
        null => null,
        YamlNode.Scalar { ImplicitPlain: true, Text: "" or "~" or "null" or "Null" or "NULL" } => null,
        YamlNode.Scalar scalar => scalar.Text,
        _ => throw new InvalidDataException($"line {node.Line} holds no text where one belongs."),
    };

    /// <summary>The last value under a key, as KubernetesClient takes it where the key is there twice; null where there is none.</summary>
    public KubeconfigNode? Field(string name)
    {
        KubeconfigNode last = default;
        foreach (var (key, value) in Entries())
        {
            last = key.Value == name ? value : last;
        }

        return last.node is null || last.IsNothing ? null : last;
    }

    public string? Text(string name) => Field(name)?.Value;

    /// <summary>A truth value in any of YAML's spellings, such as <c>yes</c>, as kubectl reads it; false where there is none.</summary>
    public bool Flag(string name) => Field(name) switch
    {
        null => false,
        { } field when field.Json() is JsonValue value && value.TryGetValue<bool>(out var flag) => flag,
        { node: var found } => throw new InvalidDataException($"line {found!.Line} holds no true or false where one belongs."),
    };

    public IEnumerable<KubeconfigNode> Items(string name) => Field(name)?.Items() ?? [];

    public Dictionary<string, string> Texts() => Entries().ToDictionary(entry => entry.Key.Value ?? "", entry => entry.Value.Value ?? "");

    /// <summary>The values of a mapping to lists of text, each with its key.</summary>
    public IEnumerable<KeyValuePair<string, string>> Lists() => Entries()
        .SelectMany(entry => entry.Value.Items().Select(item => KeyValuePair.Create(entry.Key.Value ?? "", item.Value ?? "")));

    public JsonNode? Json() => node is null ? null : new YamlConversion(document: 0, new YamlBudget(), problems: []).Convert(node);

    private IEnumerable<KubeconfigNode> Items() => node switch
    {
        YamlNode.Sequence sequence => sequence.Items.Select(item => new KubeconfigNode(item)),
        _ when node is null || IsNothing => [],
        _ => throw new InvalidDataException($"line {node.Line} holds no list where one belongs."),
    };

    private bool IsNothing => node is YamlNode.Scalar && Value is null;

    private IEnumerable<(KubeconfigNode Key, KubeconfigNode Value)> Entries() => node switch
    {
        null => [],
        YamlNode.Mapping mapping => mapping.Entries.Select(entry => (new KubeconfigNode(entry.Key), new KubeconfigNode(entry.Value))),
        _ when IsNothing => [],
        _ => throw new InvalidDataException($"line {node.Line} holds no mapping where one belongs."),
    };
}
