using k8s.KubeConfigModels;

namespace Goji.Kubernetes.Access;

/// <summary>What KubernetesClient's model of a kubeconfig's user leaves out. It has <c>as</c> and <c>as-groups</c>, and makes nothing of them.</summary>
internal sealed class KubeconfigCredentials : UserCredentials
{
    public string? TokenFile { get; set; }

    public string? ImpersonateUid { get; init; }

    /// <summary>KubernetesClient knows one value for each key; there may be several.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ImpersonateExtra { get; init; } = [];

    public bool AreKnownToKubernetesClient =>
        !string.IsNullOrEmpty(Token + UserName + ClientCertificateData + ClientCertificate) || AuthProvider is not null || ExternalExecution is not null;

    /// <summary>Who has a token needs no other, so says client-go: plugin/pkg/client/auth/exec/exec.go (UpdateTransportConfig), transport/round_trippers.go. KubernetesClient has it the other way round.</summary>
    public void LeaveOutWhatKubectlDoesNotUse()
    {
        var hasAuthorization = !string.IsNullOrEmpty(Token + TokenFile + UserName);
        AuthProvider = hasAuthorization ? null : AuthProvider;
        ExternalExecution = hasAuthorization || !string.IsNullOrEmpty(ClientCertificateData + ClientCertificate) ? null : ExternalExecution;
    }
}
