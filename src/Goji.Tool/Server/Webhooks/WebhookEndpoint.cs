using Goji.Model;
using Goji.Tool.Server.Listening;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Webhooks;

/// <summary>
/// Answers the deliveries of one kind. Each is counted; each that is believed has one log line, and a pass where it asks for one.
/// </summary>
internal sealed partial class WebhookEndpoint(
    IWebhook webhook, ServerMetrics metrics, ClientAddresses clients, RefusedSources refused, RefusalLog refusals,
    ILogger<WebhookEndpoint> logger)
{
    private const int LongestId = 64;

    /// <summary>The headers in which git hosts name a delivery.</summary>
    private static readonly string[] DeliveryHeaders = ["X-GitHub-Delivery", "X-Gitea-Delivery", "X-Request-UUID", "X-Gitlab-Event-UUID"];

    public async Task AnswerAsync(HttpContext context)
    {
        var client = clients.Of(context);
        var (answer, reason) = await TakeAsync(context);
        if (!answer.IsBelieved && !refused.Count(ClientAddresses.SourceOf(client)))
        {
            answer = Answer.Limited;
            context.Response.Headers.RetryAfter = "10";
            context.Response.Headers.Connection = "close";
        }

        metrics.Deliveries.WithLabels(webhook.Source, answer.Result).Inc();
        Log(answer, reason, client.ToString(), DeliveryOf(context.Request));
        context.Response.StatusCode = answer.Status;
        await context.Response.WriteAsync(answer.Text, context.RequestAborted);
    }

    private async Task<(Answer, string)> TakeAsync(HttpContext context)
    {
        try
        {
            return await webhook.TakeAsync(context.Request, context.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            return (Answer.Cut(exception.StatusCode), exception.Message.TrimEnd('.'));
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or its time is up: whoever cancelled answers.
            metrics.Deliveries.WithLabels(webhook.Source, "cut").Inc();
            throw;
        }
    }

    private void Log(Answer answer, string reason, string sender, string delivery)
    {
        if (answer.IsBelieved)
        {
            DeliveryHandled(webhook.Source, sender, delivery, answer.Result, answer.Text);
        }
        else
        {
            refusals.Write(webhook.Source, sender, delivery, reason);
        }
    }

    private static string DeliveryOf(HttpRequest request)
    {
        var id = DeliveryHeaders.Select(header => request.Headers[header].ToString()).FirstOrDefault(text => text.Length > 0) ?? "";
        return ShortText.Begin(id, LongestId);
    }

    [LoggerMessage(2, LogLevel.Information, "A delivery to the {Source} webhook from {Sender} (delivery '{Delivery}'): {Result}. {Text}")]
    private partial void DeliveryHandled(string source, string sender, string delivery, string result, string text);
}
