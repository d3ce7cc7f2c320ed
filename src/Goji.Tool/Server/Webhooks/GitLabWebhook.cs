using System.Text.Json;
using Goji.Tool.Server.Webhooks.Payloads;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Webhooks;

/// <summary>GitLab's deliveries, which carry a token instead of a signature.</summary>
internal sealed class GitLabWebhook(SecretValue token, Func<Push, DeliveryResponse> take, DeliveryBody bodies) : IWebhook
{
    public string Source => "gitlab";

    public async Task<(DeliveryResponse Response, string Reason)> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!token.Is(request.Headers["X-Gitlab-Token"]))
        {
            return (DeliveryResponse.Refused, "its header 'X-Gitlab-Token' is missing or wrong");
        }

        return request.Headers["X-Gitlab-Event"] == "Push Hook"
            ? (await bodies.ReadAsync(request, Judge, cancellationToken), "")
            : (DeliveryResponse.Ignored("only pushes matter here"), "");
    }

    private DeliveryResponse Judge(ReadOnlyMemory<byte> body)
    {
        try
        {
            return take(GitPushPayload.Parse(body.Span));
        }
        catch (JsonException)
        {
            return DeliveryResponse.Malformed;
        }
    }
}
