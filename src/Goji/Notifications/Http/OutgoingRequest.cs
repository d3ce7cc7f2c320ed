using System.Net;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Http;

/// <summary>Something to be sent until the receiver has it.</summary>
/// <param name="Key">What it is about. A newer request of the same key takes its place.</param>
/// <param name="Text">What it reports. A request of the same key and text is not sent again.</param>
/// <param name="Request">Makes the request.</param>
internal sealed record OutgoingRequest(string Key, string Text, Func<HttpRequestMessage> Request)
{
    /// <summary>What messages call it, such as <c>the status 'goji/a.yaml'</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What lists of several call it, such as <c>goji/a.yaml</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What to do where the receiver refuses everything, as a sentence.</summary>
    public required string Remedy { get; init; }

    /// <summary>How the receiver is reached; null for the settings of the machine.</summary>
    public HostAccess? Access { get; init; }

    /// <summary>Decides about an answer that means something else than usual; null for any other.</summary>
    public Func<HttpStatusCode, string, SendResultKind?>? Judge { get; init; }

    /// <summary>Is called when the receiver has it, or will never take it.</summary>
    public Action Done { get; init; } = static () => { };

    /// <summary>Whether another request reports the same.</summary>
    public bool IsSame(OutgoingRequest other) => Key == other.Key && Text == other.Text;
}
