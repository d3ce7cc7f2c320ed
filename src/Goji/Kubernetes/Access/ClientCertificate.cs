using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace Goji.Kubernetes.Access;

/// <summary>Why the client certificate of a configuration cannot be used.</summary>
internal static class ClientCertificate
{
    private const string Ed25519 = "1.3.101.112";
    private const string Ed448 = "1.3.101.113";

    public static string Problem(KubernetesClientConfiguration configuration) => KeyKind(configuration) is { } kind
        ? $"the client certificate has an {kind} key, which .NET cannot use for TLS. Have a certificate issued for an ECDSA or RSA key."
        : "the client certificate, its key or the cluster's CA cannot be read, or the key is not the certificate's. Renew them in the kubeconfig.";

    private static string? KeyKind(KubernetesClientConfiguration configuration)
    {
        try
        {
            var pem = configuration.ClientCertificateData is { Length: > 0 } data
                ? Encoding.ASCII.GetString(Convert.FromBase64String(data))
                : File.ReadAllText(configuration.ClientCertificateFilePath ?? "");
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.GetKeyAlgorithm() switch
            {
                Ed25519 => "Ed25519",
                Ed448 => "Ed448",
                _ => null,
            };
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
