using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Goji.Tests.Reporting;

/// <summary>Checks a document against a JSON schema (2020-12), as far as the project's own schemas go: a keyword that it does not know is an error.</summary>
internal sealed class SchemaCheck(JsonObject schema)
{
    private static readonly string[] Annotations = ["$schema", "title", "description", "$defs"];

    public IReadOnlyList<string> Errors(JsonNode? document) => [.. Check(schema, document, "$")];

    private IEnumerable<string> Check(JsonObject rules, JsonNode? node, string path) =>
        rules.Where(rule => !Annotations.Contains(rule.Key)).SelectMany(rule => Check(rule.Key, rule.Value!, node, path));

    private IEnumerable<string> Check(string keyword, JsonNode rule, JsonNode? node, string path) => keyword switch
    {
        "$ref" => Check(Definition(rule.GetValue<string>()), node, path),
        "type" => Unless(Types(rule).Contains(TypeOf(node)) || (TypeOf(node) == "integer" && Types(rule).Contains("number")), $"{path} is of type {TypeOf(node)}"),
        "const" => Unless(JsonNode.DeepEquals(rule, node), $"{path} is not {rule}"),
        "enum" => Unless(rule.AsArray().Any(item => JsonNode.DeepEquals(item, node)), $"{path} is {node}"),
        "anyOf" => Unless(rule.AsArray().Any(each => !Check(each!.AsObject(), node, path).Any()), $"{path} is none of {rule.ToJsonString()}"),
        "pattern" => Unless(node is null || Regex.IsMatch(node.GetValue<string>(), rule.GetValue<string>()), $"{path} is {node}"),
        "minimum" => Unless(node is null || node.GetValue<double>() >= rule.GetValue<double>(), $"{path} is {node}"),
        "minLength" => Unless(node is null || node.GetValue<string>().Length >= rule.GetValue<int>(), $"{path} is {node}"),
        "required" => rule.AsArray().Select(name => name!.GetValue<string>()).Where(name => node is JsonObject fields && !fields.ContainsKey(name)).Select(name => $"{path} has no {name}"),
        "items" => node is JsonArray list ? list.SelectMany((item, i) => Check(rule.AsObject(), item, $"{path}[{i}]")) : [],
        "properties" => node is JsonObject fields
            ? fields.SelectMany(field => rule[field.Key] is JsonObject known ? Check(known, field.Value, $"{path}.{field.Key}") : [$"{path}.{field.Key} is not documented"])
            : [],
        _ => throw new NotSupportedException($"The keyword '{keyword}' at {path}."),
    };

    private JsonObject Definition(string reference) => schema["$defs"]![reference["#/$defs/".Length..]]!.AsObject();

    private static IReadOnlyList<string> Types(JsonNode rule) => rule is JsonArray several ? [.. several.Select(item => item!.GetValue<string>())] : [rule.GetValue<string>()];

    private static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => node.ToJsonString().Contains('.') ? "number" : "integer",
        _ => "boolean",
    };

    private static IEnumerable<string> Unless(bool isFine, string error) => isFine ? [] : [error];
}
