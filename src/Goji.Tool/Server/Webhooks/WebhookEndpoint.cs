using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Webhooks;

/// <summary>Answers the deliveries of one kind: one log line and one count each, and a pass where they ask for one.</summary>
internal sealed partial class WebhookEndpoint(IWebhook webhook, PassSignal signal, ServerMetrics metrics, ILogger<WebhookEndpoint> logger)
{
    private const int LongestId = 64;

    public async Task AnswerAsync(HttpContext context)
    {
        var (answer, reason) = await TakeAsync(context);
        metrics.Deliveries.WithLabels(webhook.Source, answer.Result).Inc();
        var sender = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var id = context.Request.Headers["X-GitHub-Delivery"].ToString();
        if (answer == Answer.Refused)
        {
            Refused(webhook.Source, sender, id[..Math.Min(id.Length, LongestId)], reason);
        }
        else
        {
            Took(webhook.Source, sender, id[..Math.Min(id.Length, LongestId)], answer.Result, answer.Text);
        }

        if (answer == Answer.Accepted)
        {
            signal.Request();
        }

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
            return (Answer.Cut(exception.StatusCode), exception.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A delivery to the {Source} webhook from {Sender} (delivery '{Delivery}') was refused: {Reason}.")]
    private partial void Refused(string source, string sender, string delivery, string reason);

    [LoggerMessage(2, LogLevel.Information, "A delivery to the {Source} webhook from {Sender} (delivery '{Delivery}'): {Result}. {Text}")]
    private partial void Took(string source, string sender, string delivery, string result, string text);
}
