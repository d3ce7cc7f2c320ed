using Goji.Yaml;

namespace Goji.Manifests;

/// <summary>Reads YAML as kubectl does, with goyaml's rules for what a scalar means.</summary>
internal static class YamlDocuments
{
    public static IEnumerable<ManifestDocument> Read(ReadOnlyMemory<byte> content, List<ManifestFinding> findings)
    {
        var budget = new ManifestBudget();
        var tree = new YamlTree(new YamlEvents(YamlText.Decode(content.Span)), new ManifestBudget());
        foreach (var (document, root) in tree.Documents())
        {
            yield return new ManifestDocument(document, root.Line, new YamlConversion(document, budget, findings).Convert(root));
        }
    }
}
