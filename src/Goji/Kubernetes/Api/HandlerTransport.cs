using Goji.Kubernetes.Access;

namespace Goji.Kubernetes.Api;

/// <summary>Requests that a handler within this process answers: the embedded sandbox.</summary>
internal sealed class HandlerTransport(HttpMessageHandler handler, Uri address) : IApiTransport
{
    private readonly HttpMessageInvoker invoker = new(handler, disposeHandler: false);

    public Uri Address => address;

    public string? Namespace => null;

    public string? Context => null;

    public ApiProxy? Proxy => null;

    public Task<bool> RenewCredentialsAsync(string? refusedToken, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        invoker.SendAsync(request, cancellationToken);

    public void Dispose() => invoker.Dispose();
}
