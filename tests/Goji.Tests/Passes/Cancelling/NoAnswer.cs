namespace Goji.Tests.Passes.Cancelling;

/// <summary>A cluster that must not be asked.</summary>
internal sealed class NoAnswer : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"The cluster was asked: {request.RequestUri}");
}
