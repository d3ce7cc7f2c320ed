using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Webhooks;

/// <summary>Any sender that can carry a bearer token. What it sends is not read: it asks for a pass.</summary>
internal sealed class GenericWebhook(string token) : IWebhook
{
    private readonly SharedToken token = new(token);

    public string Source => "generic";

    public string Path => "/webhooks/generic";

    public Task<(Answer Answer, string Reason)> TakeAsync(HttpRequest request, CancellationToken cancellationToken) => Task.FromResult(
        token.IsBearer(request.Headers.Authorization) ? (Answer.Accepted, "") : (Answer.Refused, "its header 'Authorization' is missing or wrong"));
}
