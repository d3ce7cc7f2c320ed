using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Webhooks;

/// <summary>
/// Any sender that knows the token: as a bearer token, as the password of Basic, or as the key of an HMAC over the body. The content of the
/// body is not read: every delivery asks for a pass, over all repositories or the one that <c>?repository=</c> names.
/// </summary>
internal sealed class GenericWebhook(SecretValue token, Func<string, DeliveryResponse> take, DeliveryBody bodies) : IWebhook
{
    public string Source => "generic";

    public async Task<(DeliveryResponse Response, string Reason)> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization.Count > 0
            || DeliverySignature.Read(request.Headers, allowSha1: false, out _) is not { } signature)
        {
            return token.IsAuthorization(request.Headers.Authorization)
                ? (take(request.Query["repository"].ToString()), "")
                : (DeliveryResponse.Refused, "its header 'Authorization' is missing or wrong, and it has no signature");
        }

        return await bodies.ReadAsync(request, body => signature.Fits(body.Span, token.Valid), cancellationToken)
            ? (take(request.Query["repository"].ToString()), "")
            : (DeliveryResponse.Refused,
                "its signature does not match: the sender's secret is not the server's, or the body was changed on the way");
    }
}
