using k8s.KubeConfigModels;

namespace Goji.Kubernetes.Access;

/// <summary>
/// What KubernetesClient's model of a kubeconfig's user leaves out. It has <c>as</c> and <c>as-groups</c>, and makes nothing of them.
/// </summary>
internal sealed class KubeconfigCredentials : UserCredentials
{
    public string? TokenFile { get; set; }

    public string? ImpersonateUid { get; init; }

    /// <summary>KubernetesClient knows one value for each key; there may be several.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ImpersonateExtra { get; init; } = [];

    /// <exception cref="InvalidDataException">The token cannot be sent in a header.</exception>
    public void CheckToken(string user)
    {
        Token = BearerToken.Clean(Token);
        if (Token is not null && !BearerToken.IsValid(Token))
        {
            throw new InvalidDataException(
                $"the token of user '{user}' has a line break or another control character in it. Remove it, or renew the token.");
        }
    }

    public void LeaveOutAll()
    {
        Token = TokenFile = UserName = Password = null;
        ClientCertificate = ClientCertificateData = ClientKey = ClientKeyData = null;
        AuthProvider = null;
        ExternalExecution = null;
    }

    /// <summary>A user with a token needs no other credentials: client-go's plugin/pkg/client/auth/exec/exec.go (UpdateTransportConfig),
    /// transport/round_trippers.go. KubernetesClient has it the other way round.</summary>
    public void LeaveOutWhatKubectlDoesNotUse()
    {
        var hasAuthorization = !string.IsNullOrEmpty(Token + TokenFile + UserName);
        AuthProvider = hasAuthorization ? null : AuthProvider;
        ExternalExecution = hasAuthorization || !string.IsNullOrEmpty(ClientCertificateData + ClientCertificate) ? null : ExternalExecution;
    }
}
