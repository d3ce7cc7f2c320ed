using Goji.Model;
using Goji.Yaml;

namespace Goji.Checking;

/// <summary>Finds fields that Kubernetes does not know, and values of another shape than theirs.</summary>
internal sealed class FieldCheck(string path, List<CheckFinding> findings)
{
    public void Run(YamlNode root)
    {
        if (Resolved(root) is not YamlNode.Mapping mapping)
        {
            return;
        }

        // The items of a list are resources too.
        if (Value(mapping, "items") is { } list
            && Resolved(list) is YamlNode.Sequence items
            && (Text(mapping, "kind") ?? "").EndsWith("List", StringComparison.Ordinal))
        {
            items.Items.ForEach(Run);
        }
        else if (FieldTable.Root(Text(mapping, "apiVersion") ?? "", Text(mapping, "kind") ?? "") is { } type)
        {
            Check(mapping, type, "");
        }
    }

    private void Check(YamlNode value, FieldType type, string name)
    {
        var node = Resolved(value);
        if (type.Shape == FieldShape.Anything
            || node is YamlNode.Scalar { ImplicitPlain: true, Text: "" or "~" or "null" or "Null" or "NULL" })
        {
            return;
        }

        switch (type.Shape, node)
        {
            case (FieldShape.Object, YamlNode.Mapping mapping):
                CheckFields(mapping, type.Name, name);
                break;
            case (FieldShape.List, YamlNode.Sequence sequence):
                sequence.Items.ForEach(item => Check(item, type.Item, $"{name}[]"));
                break;
            case (FieldShape.Map, YamlNode.Mapping mapping):
                mapping.Entries.ForEach(entry => Check(entry.Value, type.Item, $"{name}.{(entry.Key as YamlNode.Scalar)?.Text}"));
                break;
            case (FieldShape.Scalar, YamlNode.Scalar):
                break;
            default:
                Add(
                    node,
                    CheckSeverity.Error,
                    CheckRules.WrongShape,
                    $"The field {name} takes {Describe(type.Shape)}, and this is {Describe(node)}.");
                break;
        }
    }

    private void CheckFields(YamlNode.Mapping mapping, string type, string name)
    {
        var fields = FieldTable.Fields(type);
        foreach (var (key, value) in mapping.Entries)
        {
            if (Resolved(key) is not YamlNode.Scalar { Text: var field } || field == "<<")
            {
                continue;
            }

            var full = name.Length == 0 ? field : $"{name}.{field}";
            if (fields.TryGetValue(field, out var known))
            {
                Check(value, known, full);
            }
            else if (SpellingSuggestion.Nearest(field, fields.Keys) is { } near)
            {
                Add(key, CheckSeverity.Error, CheckRules.UnknownField, $"The field {full} does not exist. Did you mean '{near}'?");
            }
            else
            {
                Add(
                    key,
                    CheckSeverity.Warning,
                    CheckRules.UnknownField,
                    $"The field {full} is not known to this version of Goji. A cluster that does not know it either refuses the manifest.");
            }
        }
    }

    private void Add(YamlNode node, CheckSeverity severity, string rule, string text) =>
        findings.Add(new(path, node.Line, node.Column, severity, rule, text));

    private static YamlNode Resolved(YamlNode node) => node is YamlNode.Alias alias ? Resolved(alias.Target) : node;

    private static YamlNode? Value(YamlNode.Mapping mapping, string field) =>
        mapping.Entries
            .Where(entry => Resolved(entry.Key) is YamlNode.Scalar { Text: var text } && text == field)
            .Select(entry => entry.Value)
            .FirstOrDefault();

    private static string? Text(YamlNode.Mapping mapping, string field) =>
        Value(mapping, field) is { } value ? (Resolved(value) as YamlNode.Scalar)?.Text : null;

    private static string Describe(FieldShape shape) => shape switch
    {
        FieldShape.List => "a list",
        FieldShape.Scalar => "a single value",
        _ => "a mapping",
    };

    private static string Describe(YamlNode node) => node switch
    {
        YamlNode.Sequence => "a list",
        YamlNode.Scalar => "a single value",
        _ => "a mapping",
    };
}
