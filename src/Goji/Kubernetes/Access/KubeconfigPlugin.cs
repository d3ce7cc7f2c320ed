using k8s.KubeConfigModels;

namespace Goji.Kubernetes.Access;

/// <summary>What KubernetesClient's model of an exec plugin leaves out.</summary>
internal sealed class KubeconfigPlugin : ExternalExecution
{
    public string? InteractiveMode { get; init; }
}
