using Goji.Kubernetes.Access;
using Goji.Ports;

namespace Goji.Kubernetes.Api;

/// <summary>Carries requests to one API server, with its trust and the runner's credentials.</summary>
internal interface IApiTransport : IDisposable
{
    /// <summary>The API server's address, ending with a slash.</summary>
    Uri Address { get; }

    /// <summary>The namespace that the configuration names; null where it names none.</summary>
    string? Namespace { get; }

    /// <summary>The context of the kubeconfig; null where there is none, as in a pod that uses its own service account.</summary>
    string? Context { get; }

    /// <summary>The proxy between here and the server; null for none.</summary>
    ApiProxy? Proxy { get; }

    /// <summary>When the client certificate expires; null where there is none.</summary>
    DateTimeOffset? CertificateExpires => null;

    /// <summary>
    /// Obtains new credentials in place of some that the server has refused. False where there are no other ones to be had.
    /// </summary>
    /// <param name="refusedToken">The bearer token that was refused; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ClusterException">The credentials cannot be renewed.</exception>
    Task<bool> RenewCredentialsAsync(string? refusedToken, CancellationToken cancellationToken);

    /// <summary>Sends a request and returns as soon as the answer's header is read.</summary>
    /// <exception cref="ClusterException">There are no credentials to send it with.</exception>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
