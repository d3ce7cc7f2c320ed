using System.Text.Json.Nodes;

namespace Goji.Yaml;

/// <summary>Makes JSON of one document's nodes: aliases written out, mappings merged.</summary>
internal sealed class YamlConversion(int document, YamlBudget budget, List<YamlProblem> problems)
{
    private readonly HashSet<YamlNode.Alias> open = [];
    private readonly YamlLeaves leaves = new(document, budget, problems);

    public JsonNode? Convert(YamlNode node) => Convert(node, depth: 1);

    private JsonNode? Convert(YamlNode node, int depth)
    {
        if (depth > YamlLimits.Depth && node is YamlNode.Sequence or YamlNode.Mapping)
        {
            throw YamlLimits.TooDeep(document, node.Line, node.Column);
        }

        switch (node)
        {
            case YamlNode.Alias alias:
                return Within(alias, target => Convert(target, depth));
            case YamlNode.Sequence sequence:
                budget.Consume(document, node.Line, 0);
                return new JsonArray([.. sequence.Items.Select(item => Convert(item, depth + 1))]);
            case YamlNode.Mapping mapping:
                budget.Consume(document, node.Line, 0);
                var target = new JsonObject();
                Fill(target, mapping, depth);
                return target;
            default:
                return leaves.Value((YamlNode.Scalar)node);
        }
    }

    private void Fill(JsonObject target, YamlNode.Mapping mapping, int depth)
    {
        var written = new HashSet<string>(mapping.Entries.Count, StringComparer.Ordinal);
        foreach (var (keyNode, valueNode) in mapping.Entries)
        {
            if (keyNode is YamlNode.Scalar { Text: "<<" } scalar && (scalar.ImplicitPlain || scalar.Tag == YamlTags.Merge))
            {
                Merge(target, valueNode, depth);
            }
            else if (leaves.Key(keyNode) is { } key)
            {
                var value = Convert(valueNode, depth + 1);
                if (written.Add(key))
                {
                    target[key] = value;
                }
                else
                {
                    Find(keyNode, $"The key '{key}' is there twice in one mapping. Remove one of the two.");
                }
            }
        }
    }

    // Merged keys are set at the position of the merge: they replace keys above it and are replaced by keys below it, as in goyaml v2.
    private void Merge(JsonObject target, YamlNode source, int depth)
    {
        switch (source)
        {
            case YamlNode.Sequence list:
                // From the last to the first, so that the first one wins.
                foreach (var item in Enumerable.Reverse(list.Items))
                {
                    MergeOne(target, item, depth);
                }

                break;
            default:
                MergeOne(target, source, depth);
                break;
        }
    }

    private void MergeOne(JsonObject target, YamlNode source, int depth)
    {
        budget.Consume(document, source.Line, 0);
        if (depth > YamlLimits.Depth)
        {
            throw YamlLimits.TooDeep(document, source.Line, source.Column);
        }

        switch (source)
        {
            case YamlNode.Mapping mapping:
                Fill(target, mapping, depth + 1);
                break;
            case YamlNode.Alias { Target: YamlNode.Mapping } alias:
                Within<object?>(alias, mapping =>
                {
                    Fill(target, (YamlNode.Mapping)mapping, depth + 1);
                    return null;
                });
                break;
            default:
                Find(source, "The merge key '<<' takes a mapping or a list of mappings, and this is neither.");
                break;
        }
    }

    private T Within<T>(YamlNode.Alias alias, Func<YamlNode, T> use)
    {
        if (!open.Add(alias))
        {
            throw new YamlSyntaxException(
                document,
                alias.Line,
                alias.Column,
                $"The alias '*{alias.Name}' is inside the value that it refers to, which would never end. Write the value out.");
        }

        var result = use(alias.Target);
        open.Remove(alias);
        return result;
    }

    private void Find(YamlNode node, string text) => problems.Add(new YamlProblem(document, node.Line, node.Column, text));
}
