using System.Globalization;
using System.Text.Json.Nodes;

namespace Goji.Yaml;

/// <summary>Makes JSON of what holds no other nodes: scalars, and the keys of mappings.</summary>
internal sealed class YamlLeaves(int document, YamlBudget budget, List<YamlProblem> problems)
{
    /// <returns>The value; null also where there is a finding.</returns>
    public JsonNode? Value(YamlNode.Scalar scalar)
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
                Find(scalar, $"'{scalar.Text}' means a number that JSON, and so Kubernetes, cannot express. "
                    + "Put it in quotes if it is meant as text.");
                return null;
            case var text:
                return JsonValue.Create((string)text);
        }
    }

    /// <returns>The key as text, or null where there is a finding.</returns>
    public string? Key(YamlNode node)
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
                Find(scalar, $"The key '{scalar.Text}' is not text. Put it in quotes.");
                return null;
        }
    }

    private object? Resolve(YamlNode.Scalar scalar)
    {
        budget.Consume(document, scalar.Line, scalar.Text.Length);
        if (!YamlScalars.TryResolve(scalar, out var value))
        {
            Find(scalar, scalar.Tag == YamlTags.Binary
                ? "The value is tagged '!!binary' and is no base64 of UTF-8 text, which is all that JSON can carry. Write the base64 "
                    + "without the tag where the field takes base64."
                : $"The value is tagged '{YamlTags.Short(scalar.Tag)}' and is not one. Remove the tag, or correct the value.");
        }

        return value;
    }

    private void Find(YamlNode node, string text) => problems.Add(new YamlProblem(document, node.Line, node.Column, text));
}
