using System.Text.Json.Nodes;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Selecting;

/// <summary>One term of a field selector.</summary>
internal sealed record FieldRequirement(string Field, string Value, bool IsNegated)
{
    private static readonly string[] EventFields =
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
        "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
    ];

    public static IReadOnlyList<FieldRequirement> ParseAll(string text, ResourceKind kind) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(term => Parse(term, kind))];

    public bool Matches(StoredObject one) => (ValueOf(one) == Value) != IsNegated;

    private static FieldRequirement Parse(string term, ResourceKind kind)
    {
        var at = term.IndexOf("!=", StringComparison.Ordinal);
        var isNegated = at >= 0;
        at = isNegated ? at : term.IndexOf('=');
        if (at < 0)
        {
            throw ApiFailure.BadRequest($"invalid selector: '{term}'; can't understand '{term}'");
        }

        var field = term[..at];
        return IsKnown(field, kind)
            ? new FieldRequirement(field, term[at..].TrimStart('!', '='), isNegated)
            : throw ApiFailure.BadRequest($"field label not supported: {field}");
    }

    private static bool IsKnown(string field, ResourceKind kind) => field switch
    {
        "metadata.name" or "metadata.namespace" => true,
        "status.phase" => kind == ResourceKind.Pod || kind == ResourceKind.Namespace,
        "spec.nodeName" or "spec.restartPolicy" or "spec.schedulerName" or "status.podIP" => kind == ResourceKind.Pod,
        "status.successful" => kind == ResourceKind.Job,
        "type" when kind == ResourceKind.Secret => true,
        _ => kind == ResourceKind.Event && EventFields.Contains(field),
    };

    private string ValueOf(StoredObject one)
    {
        switch (Field)
        {
            case "metadata.name":
                return one.Name;
            case "metadata.namespace":
                return one.Namespace;
        }

        JsonNode? node = one.Open();
        if (Field == "status.successful")
        {
            return (node.Object("status").Int("succeeded") ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var path = Field.Split('.');
        foreach (var part in path[..^1])
        {
            node = node.Object(part);
        }

        return node.Text(path[^1]) ?? "";
    }
}
