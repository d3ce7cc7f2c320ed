using k8s.KubeConfigModels;

namespace Goji.Kubernetes;

/// <summary>What KubernetesClient's model of a kubeconfig's cluster leaves out.</summary>
internal sealed class KubeconfigEndpoint : ClusterEndpoint
{
    public string? ProxyUrl { get; init; }
}
