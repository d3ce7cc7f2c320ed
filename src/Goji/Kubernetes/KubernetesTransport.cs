using System.Net;
using System.Security.Cryptography;
using k8s;

namespace Goji.Kubernetes;

/// <summary>KubernetesClient's own pipeline (TLS, client certificates, tokens and their renewal, exec plugins) for requests of our own making.</summary>
internal sealed class KubernetesTransport : k8s.Kubernetes, IApiTransport
{
    private readonly string? hostHeader;

    public KubernetesTransport(KubernetesClientConfiguration configuration)
        : base(configuration)
    {
        Namespace = string.IsNullOrEmpty(configuration.Namespace) ? null : configuration.Namespace;
        CaFingerprint = Fingerprint(configuration);
        hostHeader = string.IsNullOrWhiteSpace(configuration.TlsServerName) ? null : configuration.TlsServerName;
    }

    public Uri Address => BaseUri;

    public string? Namespace { get; }

    public string? CaFingerprint { get; }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Action lastLook, CancellationToken cancellationToken)
    {
        request.Version = HttpVersion.Version20;
        if (Credentials is not null)
        {
            await Credentials.ProcessHttpRequestAsync(request, cancellationToken);
        }

        request.Headers.Host = hostHeader;
        lastLook();
        return await HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static string? Fingerprint(KubernetesClientConfiguration configuration)
    {
        if (configuration.SslCaCerts is not { Count: > 0 } certificates)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var certificate in certificates.OrderBy(certificate => certificate.Thumbprint, StringComparer.Ordinal))
        {
            hash.AppendData(certificate.RawData);
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
