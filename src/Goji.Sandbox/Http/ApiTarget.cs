using Goji.Sandbox.Api;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Http;

/// <summary>What a path of the API names.</summary>
internal sealed record ApiTarget(ResourceKind Kind, string? Namespace, string? Name, string? Subresource)
{
    /// <summary>Gets the resource as access rules name it.</summary>
    public string Resource => Subresource is null ? Kind.Plural : $"{Kind.Plural}/{Subresource}";

    /// <summary>Reads the path, or answers null where it names nothing that is kept here.</summary>
    public static ApiTarget? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, version, rest) = parts switch
        {
            ["api", var v, .. var tail] => ("", v, tail),
            ["apis", var g, var v, .. var tail] => (g, v, tail),
            _ => ("", "", []),
        };
        rest = [.. rest.Select(Uri.UnescapeDataString)];
        return rest switch
        {
            ["namespaces", var ns, var plural, ..] when ResourceKind.Find(group, version, plural) is { IsNamespaced: true } kind =>
                Of(kind, ns, rest[3..]),
            ["namespaces", .. var tail] when group.Length == 0 => Of(ResourceKind.Namespace, null, tail),
            [var plural, .. var tail] when ResourceKind.Find(group, version, plural) is { } kind =>
                tail.Length == 0 || !kind.IsNamespaced ? Of(kind, null, tail) : null,
            _ => null,
        };
    }

    public string VerbOf(ApiRequest request) => (request.Method, Name) switch
    {
        ("GET", _) when request.Query.Flag("watch") => "watch",
        ("GET", null) => "list",
        ("GET", _) => "get",
        ("POST", _) => "create",
        ("PUT", _) => "update",
        ("PATCH", _) => "patch",
        ("DELETE", null) => "deletecollection",
        ("DELETE", _) => "delete",
        _ => throw ApiFailure.MethodNotAllowed(),
    };

    private static ApiTarget? Of(ResourceKind kind, string? ns, string[] tail) => tail switch
    {
        [] => new ApiTarget(kind, ns, null, null),
        [var name] => new ApiTarget(kind, ns, name, null),
        [var name, var subresource] => new ApiTarget(kind, ns, name, subresource),
        _ => null,
    };
}
