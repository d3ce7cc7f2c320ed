using System.Text.Json.Nodes;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Information;

/// <summary>As much of the OpenAPI documents as kubectl reads before it leaves the checking of fields to the server.</summary>
internal static class OpenApi
{
    private static readonly string[] Parameters = ["dryRun", "fieldManager", "fieldValidation", "force"];

    public static JsonObject Index(bool hasKueue)
    {
        var roots = ResourceKind.All
            .Where(kind => hasKueue || kind != ResourceKind.Workload)
            .Select(kind => kind.Group.Length == 0 ? "api/v1" : $"apis/{kind.Group}/{kind.Version}")
            .Distinct();
        return new JsonObject
        {
            ["paths"] = new JsonObject(roots.Select(root =>
                KeyValuePair.Create(root, (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{root}?hash=1" }))),
        };
    }

    public static JsonObject Document(string group)
    {
        var paths = new JsonObject();
        foreach (var kind in ResourceKind.All.Where(kind => kind.Group == group))
        {
            var root = group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{group}/{kind.Version}";
            var scope = kind.IsNamespaced ? "/namespaces/{namespace}" : "";
            paths[$"{root}{scope}/{kind.Plural}"] = new JsonObject { ["post"] = Operation(kind, "post") };
            paths[$"{root}{scope}/{kind.Plural}/{{name}}"] =
                new JsonObject { ["patch"] = Operation(kind, "patch"), ["put"] = Operation(kind, "put") };
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.36.0-sandbox" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject() },
        };
    }

    private static JsonObject Operation(ResourceKind kind, string action) => new()
    {
        ["operationId"] = $"{action}{kind.Kind}",
        ["x-kubernetes-action"] = action,
        ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind },
        ["parameters"] = new JsonArray([.. Parameters.Select(Parameter)]),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
    };

    private static JsonObject Parameter(string name) => new()
    {
        ["name"] = name,
        ["in"] = "query",
        ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
    };
}
