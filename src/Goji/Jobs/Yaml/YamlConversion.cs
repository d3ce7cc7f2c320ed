using System.Globalization;
using System.Text.Json.Nodes;

namespace Goji.Jobs.Yaml;

/// <summary>Makes JSON of one document's nodes: scalars resolved, aliases written out, mappings merged.</summary>
internal sealed class YamlConversion(int document, ManifestBudget budget, List<ManifestFinding> findings)
{
    private readonly HashSet<YamlNode.Alias> open = [];

    public JsonNode? Convert(YamlNode node) => Convert(node, depth: 1);

    private JsonNode? Convert(YamlNode node, int depth)
    {
        if (depth > ManifestLimits.Depth && node is YamlNode.Sequence or YamlNode.Mapping)
        {
            throw ManifestLimits.TooDeep(document, node.Line, node.Column);
        }

        switch (node)
        {
            case YamlNode.Alias alias:
                return Within(alias, target => Convert(target, depth));
            case YamlNode.Sequence sequence:
                budget.Spend(document, node.Line, 0);
                return new JsonArray([.. sequence.Items.Select(item => Convert(item, depth + 1))]);
            case YamlNode.Mapping mapping:
                budget.Spend(document, node.Line, 0);
                var target = new JsonObject();
                Fill(target, mapping, depth);
                return target;
            default:
                return Value((YamlNode.Scalar)node);
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
            else if (Key(keyNode) is { } key)
            {
                var value = Convert(valueNode, depth + 1);
                if (written.Add(key))
                {
                    target[key] = value;
                }
                else
                {
                    Find(keyNode, $"The key \"{key}\" is there twice in one mapping. Remove one of the two.");
                }
            }
        }
    }

    // Merged keys are set where the merge stands: they replace keys above it and give way to keys below it, as in goyaml v2.
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
        budget.Spend(document, source.Line, 0);
        if (depth > ManifestLimits.Depth)
        {
            throw ManifestLimits.TooDeep(document, source.Line, source.Column);
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
                Find(source, "The merge key \"<<\" takes a mapping or a list of mappings, and this is neither.");
                break;
        }
    }

    private T Within<T>(YamlNode.Alias alias, Func<YamlNode, T> use)
    {
        if (!open.Add(alias))
        {
            throw new ManifestSyntaxException(document, alias.Line, alias.Column, $"The alias \"*{alias.Name}\" stands inside of the value that it names, which would never end. Write the value out.");
        }

        var result = use(alias.Target);
        open.Remove(alias);
        return result;
    }

    private JsonNode? Value(YamlNode.Scalar scalar)
    {
        switch (Resolve(scalar))
        {
            case null:
                return null;
            case bool flag:
                return JsonValue.Create(flag);
            case long whole:
                return JsonValue.Create(whole);
            case ulong whole:
                return JsonValue.Create(whole);
            case double number when double.IsFinite(number):
                return JsonNode.Parse(GoFloats.ToJson(number));
            case double:
                Find(scalar, $"\"{scalar.Text}\" means a number that JSON, and so Kubernetes, cannot express. Put it in quotes if it is meant as text.");
                return null;
            case var text:
                return JsonValue.Create((string)text);
        }
    }

    private string? Key(YamlNode node)
    {
        if (node is YamlNode.Alias alias)
        {
            return Key(alias.Target);
        }

        if (node is not YamlNode.Scalar scalar)
        {
            Find(node, "A key is a mapping or a list. Kubernetes takes text alone as keys.");
            return null;
        }

        switch (Resolve(scalar))
        {
            case string text:
                return text;
            case bool flag:
                return flag ? "true" : "false";
            case long whole:
                return whole.ToString(CultureInfo.InvariantCulture);
            case double number:
                return GoFloats.ToKey(number);
            default:
                Find(scalar, $"The key \"{scalar.Text}\" is not text. Put it in quotes.");
                return null;
        }
    }

    private object? Resolve(YamlNode.Scalar scalar)
    {
        budget.Spend(document, scalar.Line, scalar.Text.Length);
        if (!YamlScalars.TryResolve(scalar, out var value))
        {
            Find(scalar, scalar.Tag == YamlTags.Binary
                ? "The value is tagged \"!!binary\" and is no base64 of UTF-8 text, which is all that JSON can carry. Write the base64 without the tag where the field takes base64."
                : $"The value is tagged \"{YamlTags.Short(scalar.Tag)}\" and is not one. Remove the tag, or correct the value.");
        }

        return value;
    }

    private void Find(YamlNode node, string text) => findings.Add(new ManifestFinding(document, node.Line, node.Column, text));
}
