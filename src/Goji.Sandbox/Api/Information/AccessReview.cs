using System.Text.Json.Nodes;
using Goji.Sandbox.Api.Writing;
using Goji.Sandbox.Http;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Information;

/// <summary>Answers access reviews. Everybody may do everything, except what a fault forbids.</summary>
internal static class AccessReview
{
    private const string User = "sandbox";

    public static ApiResponse? Answer(ApiRequest request, SandboxFaults faults) => (request.Method, request.Path) switch
    {
        ("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews") => Review(request, faults),
        ("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews") => Introduce(request),
        _ => null,
    };

    private static ApiResponse Introduce(ApiRequest request)
    {
        var review = RequestBody.Parse(request.Body, "SelfSubjectReview");
        review["apiVersion"] = "authentication.k8s.io/v1";
        review["kind"] = "SelfSubjectReview";
        review["status"] = new JsonObject
        {
            ["userInfo"] = new JsonObject { ["username"] = User, ["groups"] = new JsonArray("system:masters", "system:authenticated") },
        };
        return ApiResponse.Json(review, 201);
    }

    private static ApiResponse Review(ApiRequest request, SandboxFaults faults)
    {
        var review = RequestBody.Parse(request.Body, "SelfSubjectAccessReview");
        var asked = review.Object("spec").Object("resourceAttributes");
        var resource = asked.Text("subresource") is { Length: > 0 } subresource
            ? $"{asked.Text("resource")}/{subresource}"
            : asked.Text("resource");
        var isDenied = faults.All.Any(fault => fault.Kind == SandboxFaultKind.Forbidden
            && fault.Share > 0
            && (fault.Verb is null || fault.Verb == asked.Text("verb"))
            && (fault.Resource is null || fault.Resource == resource));
        review["apiVersion"] = "authorization.k8s.io/v1";
        review["kind"] = "SelfSubjectAccessReview";
        review["status"] = new JsonObject { ["allowed"] = !isDenied };
        return ApiResponse.Json(review, 201);
    }

    public static ApiFailure Forbidden(ApiTarget? target, string verb, string path)
    {
        if (target is null)
        {
            return new ApiFailure(403, "Forbidden", $"forbidden: User \"{User}\" cannot {verb} path \"{path}\"", []);
        }

        var kind = target.Kind;
        var named = target.Name is { } name ? $"{kind.QualifiedPlural} \"{name}\"" : kind.QualifiedPlural;

        // A request for one namespace is a request in that namespace: a Role there may allow it.
        var scope = (kind == ResourceKind.Namespace ? target.Name : target.Namespace) is { } ns
            ? $"in the namespace \"{ns}\""
            : "at the cluster scope";
        var message =
            $"{named} is forbidden: User \"{User}\" cannot {verb} resource \"{target.Resource}\" in API group \"{kind.Group}\" {scope}";
        var details = new JsonObject { ["name"] = target.Name, ["group"] = kind.Group, ["kind"] = kind.Plural };
        return new ApiFailure(403, "Forbidden", message, details);
    }
}
