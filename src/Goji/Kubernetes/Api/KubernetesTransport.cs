using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Goji.Kubernetes.Access;
using Goji.Model;
using Goji.Ports;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;

namespace Goji.Kubernetes.Api;

/// <summary>
/// Carries requests to the API server that a kubeconfig names: its trust, the client certificate, and the credentials with their renewal.
/// </summary>
/// <remarks>
/// KubernetesClient's own client is not used. It carries a thousand models along that Goji does not need, and writes and reads them by
/// reflection, which a native program does not have.
/// </remarks>
internal sealed class KubernetesTransport : IApiTransport
{
    /// <summary>The longest time that a line of a followed log waits for others: too short to be noticed.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(150);

    private readonly HttpClient client;
    private readonly Lazy<HttpClient> following;
    private readonly string? hostHeader;
    private readonly Impersonation? impersonation;
    private readonly ExecPlugin? plugin;
    private readonly ITokenProvider? tokens;
    private readonly AuthenticationHeaderValue? authorization;
    private readonly Secrets secrets;

    public KubernetesTransport(ClusterAccess access, Secrets secrets, TimeProvider time)
    {
        var configuration = access.Configuration;
        this.secrets = secrets;
        access.AddSecretsTo(secrets);
        Address = new(configuration.Host.TrimEnd('/') + "/");
        impersonation = access.Impersonation;
        plugin = access.Plugin;
        tokens = configuration.TokenProvider;
        authorization = AuthorizationOf(configuration);
        Proxy = access.Proxy;
        Context = access.Context;
        Namespace = string.IsNullOrEmpty(configuration.Namespace) ? null : configuration.Namespace;
        hostHeader = string.IsNullOrWhiteSpace(configuration.TlsServerName) ? null : configuration.TlsServerName;
        var certificate = ClientCertificate.Of(configuration);
        CertificateExpires = certificate?.NotAfter;
        client = new(HandlerFor(access, certificate)) { Timeout = Timeout.InfiniteTimeSpan };

        // Pauses between reads are for logs alone: other answers would be late.
        var pause = new SharedPause(LongestPause, time);
        following = new(() =>
        {
            var handler = HandlerFor(access, certificate);
            handler.ConnectCallback = (context, token) => PatientStream.ConnectAsync(context, pause, token);
            return new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        });
    }

    /// <param name="access">How the cluster is reached, and as whom.</param>
    /// <param name="secrets">Receives the credentials, also those of later requests.</param>
    /// <param name="time">The clock for the pauses between the reads of followed logs; the system's by default.</param>
    /// <exception cref="GojiUsageException">The certificates or keys of the configuration are not usable.</exception>
    public static KubernetesTransport Open(ClusterAccess access, Secrets? secrets = null, TimeProvider? time = null)
    {
        try
        {
            return new(access, secrets ?? new(), time ?? TimeProvider.System);
        }
        catch (Exception exception) when (exception is CryptographicException
            or FormatException
            or IOException
            or UnauthorizedAccessException
            or KubeConfigException)
        {
            // The inner exception may quote what could not be read.
            throw new GojiUsageException(
                $"The credentials for the cluster '{access.Configuration.Host}' cannot be used: "
                    + $"{ClientCertificate.Problem(access.Configuration)}");
        }
    }

    public Uri Address { get; }

    public string? Namespace { get; }

    public string? Context { get; }

    public ApiProxy? Proxy { get; }

    public DateTimeOffset? CertificateExpires { get; }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = impersonation is { IsRepeating: true } ? HttpVersion.Version11 : HttpVersion.Version20;
        if (!request.Headers.Contains(ApiRequest.UserHeader))
        {
            impersonation?.ApplyTo(request.Headers);
        }

        await AuthenticateAsync(request, cancellationToken);
        request.Headers.Host = hostHeader;
        var sender = request.Options.TryGetValue(ApiRequest.Followed, out var isFollowed) && isFollowed ? following.Value : client;
        return await sender.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
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

    public void Dispose()
    {
        client.Dispose();
        if (following.IsValueCreated)
        {
            following.Value.Dispose();
        }

        plugin?.Dispose();
    }

    private async Task AuthenticateAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            request.Headers.Authorization = tokens is null ? authorization : await tokens.GetAuthenticationHeaderAsync(cancellationToken);
            secrets.Add(request.Headers.Authorization?.Parameter);
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
            $"The credentials for the cluster '{Address.GetLeftPart(UriPartial.Authority)}' could not be obtained: {reason}.",
            exception);
    }

    private static AuthenticationHeaderValue? AuthorizationOf(KubernetesClientConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration.AccessToken) ? new("Bearer", configuration.AccessToken)
        : !string.IsNullOrEmpty(configuration.Username)
            ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{configuration.Username}:{configuration.Password}")))
        : null;

    [SuppressMessage(
        "Security", "CA5359", Justification = "The kubeconfig has insecure-skip-tls-verify set, which means this, as for kubectl.")]
    private static SocketsHttpHandler HandlerFor(ClusterAccess access, X509Certificate2? certificate)
    {
        var configuration = access.Configuration;
        var handler = new SocketsHttpHandler
        {
            // An API server does not redirect Jobs. Where something in between does, neither the body nor the credentials go there.
            AllowAutoRedirect = false,

            // Watches are long: pings detect a connection that is dead.
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = TimeSpan.FromMinutes(3),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(30),
            EnableMultipleHttp2Connections = true,

            // The handler would read the environment by other rules.
            Proxy = access.Proxy,
            UseProxy = access.Proxy is not null,
            RequestHeaderEncodingSelector = access.Impersonation is null ? null : Impersonation.EncodingOf,
        };
        if (configuration.SkipTlsVerify)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }
        else if (configuration.SslCaCerts is { Count: > 0 } authorities)
        {
            handler.SslOptions.CertificateChainPolicy = TrustOnly(authorities);
        }

        if (certificate is not null)
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        return handler;
    }

    /// <summary>Trusts the cluster's own authorities alone, as kubectl does, and not those of the system.</summary>
    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
