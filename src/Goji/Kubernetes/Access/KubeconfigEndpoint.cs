using System.Text.Json.Nodes;
using k8s.KubeConfigModels;

namespace Goji.Kubernetes.Access;

/// <summary>What KubernetesClient's model of a kubeconfig's cluster leaves out.</summary>
internal sealed class KubeconfigEndpoint : ClusterEndpoint
{
    public string? ProxyUrl { get; init; }

    /// <summary>What exec plugins receive: the extension <c>client.authentication.k8s.io/exec</c>.</summary>
    public JsonNode? PluginConfig { get; init; }
}
