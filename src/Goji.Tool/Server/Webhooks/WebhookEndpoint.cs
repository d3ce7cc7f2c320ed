using Goji.Model;
using Goji.Tool.Server.Listening;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Webhooks;

/// <summary>
/// Answers the deliveries of one kind. Each is counted; each authenticated one has one log line, and causes a pass if it reports a push.
/// </summary>
internal sealed partial class WebhookEndpoint(
    IWebhook webhook, ServerMetrics metrics, ClientAddresses clients, SourceRateLimiter refused, RefusalLog refusals,
    ILogger<WebhookEndpoint> logger)
{
    private const int LongestId = 64;

    /// <summary>The headers in which git hosts name a delivery.</summary>
    private static readonly string[] DeliveryHeaders = ["X-GitHub-Delivery", "X-Gitea-Delivery", "X-Request-UUID", "X-Gitlab-Event-UUID"];

    public async Task AnswerAsync(HttpContext context)
    {
        var client = clients.Of(context);
        var (response, reason) = await TakeAsync(context);
        if (!response.IsBelieved && !refused.Count(ClientAddresses.SourceOf(client)))
        {
            response = DeliveryResponse.Limited;
            context.Response.Headers.RetryAfter = "10";
            context.Response.Headers.Connection = "close";
        }

        metrics.Deliveries.WithLabels(webhook.Source, response.Result).Inc();
        Log(response, reason, client.ToString(), DeliveryOf(context.Request));
        context.Response.StatusCode = response.Status;
        await context.Response.WriteAsync(response.Text, context.RequestAborted);
    }

    private async Task<(DeliveryResponse, string)> TakeAsync(HttpContext context)
    {
        try
        {
            return await webhook.TakeAsync(context.Request, context.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            return (DeliveryResponse.Cut(exception.StatusCode), exception.Message.TrimEnd('.'));
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or its time is up: whoever cancelled sends the response.
            metrics.Deliveries.WithLabels(webhook.Source, "cut").Inc();
            throw;
        }
    }

    private void Log(DeliveryResponse response, string reason, string sender, string delivery)
    {
        if (response.IsBelieved)
        {
            DeliveryHandled(webhook.Source, sender, delivery, response.Result, response.Text);
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
