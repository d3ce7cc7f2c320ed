using System.Text.Json.Nodes;
using Goji.Sandbox.Http;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Information;

/// <summary>Serves the discovery documents: the groups, versions and resources of the API.</summary>
internal static class Discovery
{
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] ReadingVerbs = ["get", "list", "watch", "delete", "deletecollection"];

    private static readonly (string Group, string Version)[] Groups =
        [.. ResourceKind.All.Where(kind => kind.Group.Length > 0).Select(kind => (kind.Group, kind.Version)).Distinct()];

    public static ApiResponse? Answer(ApiRequest request, bool hasKueue)
    {
        if (request.Method != "GET")
        {
            return null;
        }

        var path = request.Path.TrimEnd('/');
        var groups = Groups.Where(group => hasKueue || group.Group != ResourceKind.Workload.Group).ToList();
        if (groups.Find(group => path.EndsWith($"/apis/{group.Group}/{group.Version}", StringComparison.Ordinal))
            is { Group: { } named, Version: var version })
        {
            return ApiResponse.Json(
                path.StartsWith("/openapi/v3/", StringComparison.Ordinal)
                    ? OpenApi.Document(named)
                    : Resources($"{named}/{version}", named));
        }

        return path switch
        {
            "/version" => ApiResponse.Json(Version()),
            "/healthz" or "/livez" or "/readyz" => ApiResponse.Text("ok"),
            "/api" => ApiResponse.Json(new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") }),
            "/apis" => ApiResponse.Json(new JsonObject
            {
                ["kind"] = "APIGroupList",
                ["apiVersion"] = "v1",
                ["groups"] = new JsonArray(
                    [.. groups.Append(("authentication.k8s.io", "v1")).Append(("authorization.k8s.io", "v1")).Select(Group)]),
            }),
            _ when groups.Find(group => path == $"/apis/{group.Group}") is { Group: not null } group => ApiResponse.Json(Group(group)),
            "/api/v1" => ApiResponse.Json(Resources("v1", "")),
            "/apis/authentication.k8s.io/v1" => ApiResponse.Json(Reviews("authentication.k8s.io/v1", "SelfSubjectReview")),
            "/apis/authorization.k8s.io/v1" => ApiResponse.Json(Reviews("authorization.k8s.io/v1", "SelfSubjectAccessReview")),
            "/openapi/v3" => ApiResponse.Json(OpenApi.Index(hasKueue)),
            "/openapi/v3/api/v1" => ApiResponse.Json(OpenApi.Document("")),
            _ => null,
        };
    }

    /// <summary>Names a path that is no object's, for those who count requests or switch faults.</summary>
    public static string ResourceOf(string path) => path.TrimStart('/').Split('/')[0] switch
    {
        "apis" when path.EndsWith("/selfsubjectaccessreviews", StringComparison.Ordinal) => "selfsubjectaccessreviews",
        "apis" when path.EndsWith("/selfsubjectreviews", StringComparison.Ordinal) => "selfsubjectreviews",
        "api" or "apis" or "openapi" => "discovery",
        var first => first,
    };

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "36",
        ["gitVersion"] = "v1.36.0-sandbox",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-04-22T00:00:00Z",
        ["goVersion"] = "go1.26.0",
        ["compiler"] = "gc",
        ["platform"] = "linux/amd64",
    };

    private static JsonObject Group((string Group, string Version) served)
    {
        var (name, number) = served;
        JsonObject version() => new() { ["groupVersion"] = $"{name}/{number}", ["version"] = number };
        return new JsonObject
        {
            ["kind"] = "APIGroup",
            ["apiVersion"] = "v1",
            ["name"] = name,
            ["versions"] = new JsonArray(version()),
            ["preferredVersion"] = version(),
        };
    }

    private static JsonObject Resources(string groupVersion, string group)
    {
        var resources = new JsonArray();
        foreach (var kind in ResourceKind.All.Where(kind => kind.Group == group))
        {
            resources.AddNode(Resource(kind, kind.Plural, kind.IsMadeByTheCluster ? ReadingVerbs : Verbs));
            if (kind == ResourceKind.Pod)
            {
                resources.AddNode(Resource(kind, "pods/log", ["get"]));
            }

            if (kind == ResourceKind.Job)
            {
                resources.AddNode(Resource(kind, "jobs/status", ["get", "patch", "update"]));
            }
        }

        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = groupVersion,
            ["resources"] = resources,
        };
    }

    private static JsonObject Resource(ResourceKind kind, string name, string[] verbs)
    {
        var resource = new JsonObject
        {
            ["name"] = name,
            ["singularName"] = kind.Singular,
            ["namespaced"] = kind.IsNamespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = new JsonArray([.. verbs.Select(verb => JsonValue.Create(verb))]),
        };
        if (kind.ShortName is { } shortName)
        {
            resource["shortNames"] = new JsonArray(shortName);
        }

        if (kind == ResourceKind.Job || kind == ResourceKind.Pod)
        {
            resource["categories"] = new JsonArray("all");
        }

        return resource;
    }

    private static JsonObject Reviews(string groupVersion, string kind) => new()
    {
        ["kind"] = "APIResourceList",
        ["apiVersion"] = "v1",
        ["groupVersion"] = groupVersion,
        ["resources"] = new JsonArray(new JsonObject
        {
            ["name"] = kind.ToLowerInvariant() + "s",
            ["singularName"] = kind.ToLowerInvariant(),
            ["namespaced"] = false,
            ["kind"] = kind,
            ["verbs"] = new JsonArray("create"),
        }),
    };
}
