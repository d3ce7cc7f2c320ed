namespace Goji.Yaml;

/// <summary>Reads YAML as kubectl does, with goyaml's rules for what a scalar means.</summary>
internal static class YamlDocuments
{
    /// <summary>Reads the nodes of the documents of a text, with their places in it.</summary>
    /// <exception cref="YamlSyntaxException">The text is not YAML, or exceeds a limit.</exception>
    public static IReadOnlyList<YamlNode> Nodes(string text) =>
        [.. new YamlTree(new YamlEvents(text), new YamlBudget()).Documents().Select(document => document.Root)];

    /// <summary>Reads the documents of a file one after the other.</summary>
    /// <param name="content">The file: UTF-8, or UTF-16 with a byte order mark.</param>
    /// <param name="problems">Receives what is wrong and does not stop the reading.</param>
    /// <exception cref="YamlSyntaxException">The file is not YAML, or exceeds a limit.</exception>
    public static IEnumerable<YamlDocument> Read(ReadOnlyMemory<byte> content, List<YamlProblem> problems)
    {
        var budget = new YamlBudget();
        var tree = new YamlTree(new YamlEvents(YamlText.Decode(content.Span)), new YamlBudget());
        foreach (var (document, root) in tree.Documents())
        {
            yield return new YamlDocument(document, root.Line, new YamlConversion(document, budget, problems).Convert(root))
            {
                Node = root,
            };
        }
    }
}
