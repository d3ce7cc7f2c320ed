using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace Goji.Kubernetes.Access;

/// <summary>The client certificate of a configuration, and why it cannot be used.</summary>
internal static class ClientCertificate
{
    private const string Ed25519 = "1.3.101.112";
    private const string Ed448 = "1.3.101.113";

    /// <returns>The certificate with its key; null where the configuration has none, or no key for it.</returns>
    /// <exception cref="CryptographicException">Certificate or key is not PEM, or the key is not the certificate's.</exception>
    public static X509Certificate2? Of(KubernetesClientConfiguration configuration)
    {
        var certificate = Read(configuration.ClientCertificateData, configuration.ClientCertificateFilePath);
        var key = Read(configuration.ClientCertificateKeyData, configuration.ClientKeyFilePath);
        if (certificate is null || key is null)
        {
            return null;
        }

        var pair = X509Certificate2.CreateFromPem(certificate, key);
        if (!OperatingSystem.IsWindows())
        {
            return pair;
        }

        // The TLS of Windows takes no key that exists in memory alone.
        using (pair)
        {
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
        }
    }

    public static string Problem(KubernetesClientConfiguration configuration) => KeyKind(configuration) is { } kind
        ? $"the client certificate has an {kind} key, which .NET cannot use for TLS. Have a certificate issued for an ECDSA or RSA key."
        : "the client certificate, its key or the cluster's CA cannot be read, or the key is not the certificate's. Renew them in the "
            + "kubeconfig.";

    /// <summary>Data in the kubeconfig itself wins over the file that it names, as for kubectl.</summary>
    private static string? Read(string? data, string? file) =>
        !string.IsNullOrWhiteSpace(data) ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : !string.IsNullOrWhiteSpace(file) ? File.ReadAllText(file)
        : null;

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
        catch (Exception exception) when (exception is CryptographicException
            or FormatException
            or ArgumentException
            or IOException
            or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
