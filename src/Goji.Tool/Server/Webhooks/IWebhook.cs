using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Webhooks;

/// <summary>One kind of delivery.</summary>
internal interface IWebhook
{
    /// <summary>The sender's name in the path <c>/webhooks/…</c>, in logs and in metrics.</summary>
    string Source { get; }

    /// <summary>Decides what to answer. The reason is for the log, where there is one.</summary>
    Task<(DeliveryResponse Response, string Reason)> TakeAsync(HttpRequest request, CancellationToken cancellationToken);
}
