using System.Text.Json.Nodes;
using Goji.Sandbox.Storage;
using Goji.Sandbox.Validation;

namespace Goji.Sandbox.Api;

/// <summary>A refusal in the server's words; it becomes a <c>Status</c> object.</summary>
#pragma warning disable CA1032, CA1064 // Thrown and caught inside this assembly only.
internal sealed class ApiFailure(int code, string reason, string message, JsonObject? details = null, int? retryAfterSeconds = null)
    : Exception(message)
#pragma warning restore CA1032, CA1064
{
    public int Code { get; } = code;

    public string Reason { get; } = reason;

    public int? RetryAfterSeconds { get; } = retryAfterSeconds;

    public static ApiFailure NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.QualifiedPlural} \"{name}\" not found", Naming(kind, name));

    public static ApiFailure NoSuchPath() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiFailure MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static ApiFailure AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.QualifiedPlural} \"{name}\" already exists", Naming(kind, name));

    public static ApiFailure NoUniqueName(ResourceKind kind, string name) =>
        new(
            409,
            "AlreadyExists",
            $"{kind.QualifiedPlural} \"{name}\" already exists, the server was not able to generate a unique name for the object",
            Naming(kind, name));

    public static ApiFailure Conflict(ResourceKind kind, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.QualifiedPlural} \"{name}\": {why}", Naming(kind, name));

    /// <summary>A precondition differs from the stored object. Unlike in other messages, the kind is written as in manifests.</summary>
    public static ApiFailure PreconditionFailed(StoredObject found, string field, string wanted, string stored, string what) => new(
        409,
        "Conflict",
        $"Operation cannot be fulfilled on {found.Kind.QualifiedKind} \"{found.Name}\": the {field} in the precondition ({wanted}) does "
            + $"not match the {field} in record ({stored}). The object might have been {what}",
        Naming(found.Kind, found.Name, found.Kind.Kind));

    /// <summary>The object to replace has changed since it was read. The storage below the server detects it.</summary>
    public static ApiFailure Recreated(StoredObject found, string uid) => Conflict(
        found.Kind,
        found.Name,
        $"StorageError: invalid object, Code: 4, Key: /registry/{found.Kind.Plural}/{found.Namespace}/{found.Name}, ResourceVersion: 0, "
        + $"AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {found.Uid}");

    public static ApiFailure BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiFailure Expired(string message) => new(410, "Expired", message);

    public static ApiFailure Forbidden(ResourceKind kind, string name, string why) =>
        new(403, "Forbidden", $"{kind.QualifiedPlural} \"{name}\" is forbidden: {why}", Naming(kind, name));

    public static ApiFailure UnsupportedMediaType(string accepted) =>
        new(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: {accepted}");

    public static ApiFailure Invalid(ResourceKind kind, string name, IReadOnlyList<FieldError> errors)
    {
        var distinct = errors.DistinctBy(error => error.ToString()).ToList();
        var text = distinct.Count == 1 ? distinct[0].ToString() : $"[{string.Join(", ", distinct)}]";
        var details = new JsonObject { ["name"] = name, ["group"] = kind.Group, ["kind"] = kind.Kind };
        if (kind.Group.Length == 0)
        {
            details.Remove("group");
        }

        details["causes"] = new JsonArray([.. distinct.Select(error => error.ToCause())]);
        return new ApiFailure(422, "Invalid", $"{kind.QualifiedKind} \"{name}\" is invalid: {text}", details);
    }

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = Reason,
        };
        if (details is not null || RetryAfterSeconds is not null)
        {
            var copy = (JsonObject?)details?.DeepClone() ?? [];
            if (RetryAfterSeconds is { } seconds)
            {
                copy["retryAfterSeconds"] = seconds;
            }

            status["details"] = copy;
        }

        status["code"] = Code;
        return status;
    }

    private static JsonObject Naming(ResourceKind kind, string name, string? word = null)
    {
        var naming = new JsonObject { ["name"] = name };
        if (kind.Group.Length > 0)
        {
            naming["group"] = kind.Group;
        }

        naming["kind"] = word ?? kind.Plural;
        return naming;
    }
}
