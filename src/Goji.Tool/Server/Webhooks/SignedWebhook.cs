using System.Text;
using System.Text.Json;
using Goji.Tool.Server.Webhooks.Payloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Goji.Tool.Server.Webhooks;

/// <summary>
/// Deliveries that are signed with an HMAC: those of GitHub, Gitea, Forgejo and Bitbucket. The event header decides whose shape the payload
/// has.
/// </summary>
internal sealed class SignedWebhook(
    string source, SecretValue secret, bool allowSha1, Func<Push, DeliveryResponse> take, DeliveryBody bodies) : IWebhook
{
    private const string Form = "application/x-www-form-urlencoded";

    public string Source => source;

    public Task<(DeliveryResponse Response, string Reason)> TakeAsync(HttpRequest request, CancellationToken cancellationToken) =>
        DeliverySignature.Read(request.Headers, allowSha1, out var reason) is { } signature
            ? bodies.ReadAsync(request, body => Take(request, signature, body.Span), cancellationToken)
            : Task.FromResult((DeliveryResponse.Refused, reason));

    private (DeliveryResponse, string) Take(HttpRequest request, DeliverySignature signature, ReadOnlySpan<byte> body)
    {
        if (!signature.Fits(body, secret.Valid))
        {
            return (
                DeliveryResponse.Refused,
                "its signature does not match: the secret of the webhook is not the server's, or the body was changed on the way");
        }

        try
        {
            return (Judge(request.Headers, PayloadOf(request, body)), "");
        }
        catch (JsonException)
        {
            return (DeliveryResponse.Malformed, "");
        }
    }

    private DeliveryResponse Judge(IHeaderDictionary headers, ReadOnlySpan<byte> payload) =>
        ((string?)headers["X-GitHub-Event"], (string?)headers["X-Event-Key"]) switch
    {
        ("push", _) => take(GitPushPayload.Parse(payload)),
        ("ping", _) or (null, "diagnostics:ping") => DeliveryResponse.Ping,
        (null, "repo:push" or "repo:refs_changed") => take(BitbucketPayload.Parse(payload)),
        _ => DeliveryResponse.Ignored("only pushes matter here"),
    };

    // GitHub offers both forms of the same payload; the signature is over the body as it was sent.
    private static ReadOnlySpan<byte> PayloadOf(HttpRequest request, ReadOnlySpan<byte> body) =>
        request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) != true ? body
        : QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).TryGetValue("payload", out var payload)
            ? Encoding.UTF8.GetBytes(payload.ToString())
        : throw new JsonException("The form has no field 'payload'.");
}
