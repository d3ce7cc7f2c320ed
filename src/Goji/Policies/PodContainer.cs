using System.Text.Json.Nodes;

namespace Goji.Policies;

/// <summary>A container of a pod.</summary>
/// <param name="Body">The container as its author wrote it.</param>
/// <param name="IsInit">Whether it is among the init containers.</param>
internal sealed record PodContainer(JsonObject Body, bool IsInit)
{
    public string Name => PodField.Text(Body["name"]) ?? "";

    public string Image => PodField.Text(Body["image"]) ?? "";

    public JsonNode? Security(string field) => PodField.At(Body, "securityContext", field);

    /// <summary>Whether an init container goes on beside the others.</summary>
    public bool IsSidecar => IsInit && PodField.Text(Body["restartPolicy"]) == "Always";
}
