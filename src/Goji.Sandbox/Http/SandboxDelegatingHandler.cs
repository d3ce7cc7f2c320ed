using Goji.Sandbox.Api;

namespace Goji.Sandbox.Http;

/// <summary>Answers in memory, for pipelines that take only delegating handlers. The inner handler is never called.</summary>
internal sealed class SandboxDelegatingHandler(SandboxApi api) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        InMemoryTransport.AnswerAsync(api, request, cancellationToken);
}
