using System.Text.Json.Nodes;

namespace Goji.Manifests;

/// <summary>An object that a Job's manifest names as an owner: Kubernetes deletes the Job when all of its owners are gone.</summary>
/// <param name="ApiVersion">Such as <c>batch/v1</c>.</param>
/// <param name="Kind">Such as <c>CronJob</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="Uid">The UID, by which Kubernetes knows the owner.</param>
internal sealed record JobOwner(string ApiVersion, string Kind, string Name, string Uid)
{
    /// <summary>The owners that the server would take; it refuses the others itself.</summary>
    public static IReadOnlyList<JobOwner> Of(JsonObject body) =>
    [
        .. ((body["metadata"] as JsonObject)?["ownerReferences"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(owner => new JobOwner(Text(owner, "apiVersion"), Text(owner, "kind"), Text(owner, "name"), Text(owner, "uid")))
            .Where(owner => owner is { ApiVersion: not "", Kind: not "", Name: not "", Uid: not "" }),
    ];

    /// <summary>The owner as messages name it.</summary>
    public override string ToString() => $"{Kind} '{Name}' (UID {Uid})";

    private static string Text(JsonObject owner, string field) =>
        owner[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
