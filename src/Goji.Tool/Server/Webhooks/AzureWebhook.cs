using System.Text.Json;
using Goji.Tool.Server.Webhooks.Payloads;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Webhooks;

/// <summary>Service hooks of Azure DevOps, which carry a password in a Basic <c>Authorization</c> header.</summary>
internal sealed class AzureWebhook(SecretValue password, Func<Push, DeliveryResponse> take, DeliveryBody bodies) : IWebhook
{
    public string Source => "azure";

    public async Task<(DeliveryResponse Response, string Reason)> TakeAsync(HttpRequest request, CancellationToken cancellationToken) =>
        password.IsAuthorization(request.Headers.Authorization)
            ? (await bodies.ReadAsync(request, Judge, cancellationToken), "")
            : (DeliveryResponse.Refused, "its header 'Authorization' is missing or wrong");

    private DeliveryResponse Judge(ReadOnlyMemory<byte> body)
    {
        try
        {
            var payload = AzurePayload.Parse(body.Span);
            return payload.IsPush ? take(payload.ToPush()) : DeliveryResponse.Ignored("only pushes matter here");
        }
        catch (JsonException)
        {
            return DeliveryResponse.Malformed;
        }
    }
}
