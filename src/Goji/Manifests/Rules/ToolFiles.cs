using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Manifests.Rules;

/// <summary>Recognises files of the tools that write manifests, which are no manifests themselves.</summary>
internal static class ToolFiles
{
    /// <summary>Returns what a document is, with the command that writes manifests from it; null if it may be a manifest.</summary>
    public static string? Explain(string path, JsonObject body)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return body["sops"] is JsonObject sops && IsText(sops["mac"])
                ? UnreadableFileHint.EncryptedBy("SOPS")
            : IsKustomization(name, body)
                ? "This is a kustomization, from which kustomize writes manifests. Queue the file that it writes, such as: kustomize build "
                    + "<folder> > rendered.yaml"
            : body.ContainsKey("kind") ? null
            : body.ContainsKey("apiVersion") && IsText(body["name"]) && IsText(body["version"])
                ? "This is the Chart.yaml of a Helm chart. Queue the file that Helm writes, such as: helm template <release> <chart> > "
                    + "rendered.yaml"
            : body["services"] is JsonObject && !body.ContainsKey("apiVersion")
                ? "This is a file of Docker Compose, and Goji runs Jobs of batch/v1. Write the service that is to run once as a Job."
            : name.StartsWith("values", StringComparison.Ordinal) && !body.ContainsKey("apiVersion")
                ? $"These are the values of a Helm chart. Queue the file that Helm writes, such as: helm template <release> <chart> -f "
                    + $"{name} > rendered.yaml"
            : null;
    }

    private static bool IsKustomization(string name, JsonObject body) =>
        (IsText(body["kind"]) && body["kind"]!.ToString() == "Kustomization"
            && (body["apiVersion"]?.ToString() ?? "").StartsWith("kustomize.config.k8s.io/", StringComparison.Ordinal))
        || (
            !body.ContainsKey("kind")
                && (
                    name is "kustomization.yaml" or "kustomization.yml"
                        || (!body.ContainsKey("apiVersion") && body["resources"] is JsonArray resources && resources.All(IsText))));

    private static bool IsText(JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.String;
}
