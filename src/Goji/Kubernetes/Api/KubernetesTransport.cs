using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Goji.Kubernetes.Access;
using Goji.Ports;
using k8s;
using k8s.Exceptions;

namespace Goji.Kubernetes.Api;

/// <summary>KubernetesClient's own pipeline (TLS, client certificates, tokens and their renewal, exec plugins) for requests of our own making.</summary>
internal sealed class KubernetesTransport : k8s.Kubernetes, IApiTransport
{
    private readonly string? hostHeader;
    private readonly Impersonation? impersonation;
    private readonly ExecPlugin? plugin;

    public KubernetesTransport(ClusterAccess access)
        : this(access, new())
    {
    }

    private KubernetesTransport(ClusterAccess access, StrongBox<SocketsHttpHandler> handler)
        : base(Prepared(access, handler))
    {
        var configuration = access.Configuration;
        impersonation = access.Impersonation;
        plugin = access.Plugin;
        Proxy = access.Proxy;
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
                $"The credentials for the cluster '{access.Configuration.Host}' cannot be used: {ClientCertificate.Problem(access.Configuration)}");
        }
    }

    public Uri Address => BaseUri;

    public string? Namespace { get; }

    public ApiProxy? Proxy { get; }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = impersonation is { IsRepeating: true } ? HttpVersion.Version11 : HttpVersion.Version20;
        impersonation?.ApplyTo(request.Headers);
        await AuthenticateAsync(request, cancellationToken);
        request.Headers.Host = hostHeader;
        return await HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<bool> RenewCredentialsAsync(string? refusedToken, CancellationToken cancellationToken)
    {
        try
        {
            return plugin is not null && await plugin.RenewAsync(refusedToken, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw NoCredentials(exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            plugin?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task AuthenticateAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            if (Credentials is not null)
            {
                await Credentials.ProcessHttpRequestAsync(request, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Token providers throw what they like: a file that is gone, a login that has expired, an identity provider that is away.
            throw NoCredentials(exception);
        }
    }

    private ClusterException NoCredentials(Exception exception)
    {
        var cause = exception.GetBaseException();
        var isAway = cause is HttpRequestException or SocketException or IOException or OperationCanceledException;
        var reason = string.Join(' ', exception.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return new(
            isAway ? ClusterFailure.Unavailable : ClusterFailure.Unauthorized,
            $"The credentials for the cluster '{BaseUri.GetLeftPart(UriPartial.Authority)}' could not be obtained: {reason}.",
            exception);
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
            // HttpClient would look to the environment by rules of its own.
            handler.Proxy = access.Proxy;
            handler.UseProxy = access.Proxy is not null;
            handler.RequestHeaderEncodingSelector = access.Impersonation is null ? null : Impersonation.EncodingOf;
        };
        return access.Configuration;
    }
}
