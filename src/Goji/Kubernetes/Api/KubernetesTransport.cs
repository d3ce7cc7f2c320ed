using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Goji.Kubernetes.Access;
using k8s;
using k8s.Exceptions;

namespace Goji.Kubernetes.Api;

/// <summary>KubernetesClient's own pipeline (TLS, client certificates, tokens and their renewal, exec plugins) for requests of our own making.</summary>
internal sealed class KubernetesTransport : k8s.Kubernetes, IApiTransport
{
    private readonly string? hostHeader;
    private readonly Impersonation? impersonation;

    public KubernetesTransport(ClusterAccess access)
        : this(access, new())
    {
    }

    private KubernetesTransport(ClusterAccess access, StrongBox<SocketsHttpHandler> handler)
        : base(Prepared(access, handler))
    {
        var configuration = access.Configuration;
        impersonation = access.Impersonation;
        Proxy = access.Proxy?.Address;
        Namespace = string.IsNullOrEmpty(configuration.Namespace) ? null : configuration.Namespace;
        if (configuration is { SkipTlsVerify: false, SslCaCerts: { Count: > 0 } authorities })
        {
            TrustOnly(authorities, handler.Value!.SslOptions);
        }

        hostHeader = string.IsNullOrWhiteSpace(configuration.TlsServerName) ? null : configuration.TlsServerName;
    }

    /// <exception cref="GojiUsageException">The certificates or keys of the configuration are not usable.</exception>
    public static KubernetesTransport Open(ClusterAccess access)
    {
        try
        {
            return new(access);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or IOException or UnauthorizedAccessException or KubeConfigException)
        {
            // What lies beneath may quote what it could not read.
            throw new GojiUsageException(
                $"The credentials for the cluster '{access.Configuration.Host}' cannot be used: the client certificate, its key or the cluster's CA cannot be read, or the key is not the certificate's. "
                + "Renew them in the kubeconfig.");
        }
    }

    public Uri Address => BaseUri;

    public string? Namespace { get; }

    public string? Proxy { get; }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = impersonation is { IsRepeating: true } ? HttpVersion.Version11 : HttpVersion.Version20;
        impersonation?.ApplyTo(request.Headers);
        if (Credentials is not null)
        {
            await Credentials.ProcessHttpRequestAsync(request, cancellationToken);
        }

        request.Headers.Host = hostHeader;
        return await HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>
    /// Trusts the cluster's own authorities alone, as kubectl does, and only for the name that is meant. KubernetesClient trusts those of the system as well,
    /// and of the cluster's own it looks at who signed a certificate, not at whose it is: every holder of one could pass for the API server.
    /// </summary>
    private static void TrustOnly(X509Certificate2Collection authorities, SslClientAuthenticationOptions options)
    {
        options.RemoteCertificateValidationCallback = null;
        options.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
    }

    private static KubernetesClientConfiguration Prepared(ClusterAccess access, StrongBox<SocketsHttpHandler> kept)
    {
        access.Configuration.FirstMessageHandlerSetup = handler =>
        {
            kept.Value = handler;
            // Without one, HttpClient looks to the environment.
            handler.Proxy = access.Proxy;
            handler.RequestHeaderEncodingSelector = access.Impersonation is null ? null : Impersonation.EncodingOf;
        };
        return access.Configuration;
    }
}
