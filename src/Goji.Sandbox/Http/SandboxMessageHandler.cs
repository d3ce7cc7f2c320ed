using Goji.Sandbox.Api;

namespace Goji.Sandbox.Http;

/// <summary>Answers an <see cref="HttpClient"/> in memory.</summary>
internal sealed class SandboxMessageHandler(SandboxApi api) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        InMemoryTransport.AnswerAsync(api, request, cancellationToken);
}
