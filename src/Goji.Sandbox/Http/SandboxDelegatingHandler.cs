using Goji.Sandbox.Api;

namespace Goji.Sandbox.Http;

/// <summary>Answers in memory where a pipeline takes delegating handlers only; whatever stands behind it is never asked.</summary>
internal sealed class SandboxDelegatingHandler(SandboxApi api) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        InMemory.AnswerAsync(api, request, cancellationToken);
}
