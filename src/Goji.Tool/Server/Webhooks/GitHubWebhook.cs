using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Goji.Tool.Server.Webhooks;

/// <summary>GitHub's deliveries, and those of Gitea and Forgejo, which sign and name theirs in the same way.</summary>
internal sealed class GitHubWebhook(string secret, bool allowSha1, PushFilter filter, DeliveryBody bodies) : IWebhook
{
    private const string Form = "application/x-www-form-urlencoded";

    public string Source => "github";

    public string Path => "/webhooks/github";

    public Task<(Answer Answer, string Reason)> TakeAsync(HttpRequest request, CancellationToken cancellationToken) =>
        GitHubSignature.Read(request.Headers, allowSha1, out var reason) is { } signature
            ? bodies.ReadAsync(request, body => Take(request, signature, body), cancellationToken)
            : Task.FromResult((Answer.Refused, reason));

    private (Answer, string) Take(HttpRequest request, GitHubSignature signature, byte[] body)
    {
        if (!signature.Fits(body, secret))
        {
            return (Answer.Refused, "its signature does not fit: the secret of the webhook is not the server's, or the body was changed on the way");
        }

        return ((string?)request.Headers["X-GitHub-Event"]) switch
        {
            "ping" => (Answer.Ping, ""),
            "push" => (Judge(request, body), ""),
            _ => (Answer.Ignored("only pushes matter here"), ""),
        };
    }

    private Answer Judge(HttpRequest request, byte[] body)
    {
        try
        {
            return filter.ReasonToIgnore(Push.Parse(PayloadOf(request, body))) is { } reason ? Answer.Ignored(reason) : Answer.Accepted;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return Answer.Malformed;
        }
    }

    // GitHub offers both forms of the same payload; the signature is over the body as it was sent.
    private static byte[] PayloadOf(HttpRequest request, byte[] body) =>
        request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) == true
            ? Encoding.UTF8.GetBytes(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body))["payload"].ToString())
            : body;
}
