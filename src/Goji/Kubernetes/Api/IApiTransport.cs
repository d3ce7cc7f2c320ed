namespace Goji.Kubernetes.Api;

/// <summary>Carries requests to one API server, with its trust and the runner's credentials.</summary>
internal interface IApiTransport : IDisposable
{
    /// <summary>The API server's address, ending with a slash.</summary>
    Uri Address { get; }

    /// <summary>The namespace that the configuration names; null where it names none.</summary>
    string? Namespace { get; }

    /// <summary>The proxy that the configuration names, without credentials; null where it names none.</summary>
    string? Proxy { get; }

    /// <summary>Sends a request and returns as soon as the answer's header is read.</summary>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
