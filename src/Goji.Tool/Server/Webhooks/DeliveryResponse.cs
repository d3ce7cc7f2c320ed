using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Webhooks;

/// <summary>The response to a delivery, and its outcome in one word for the metrics.</summary>
internal sealed record DeliveryResponse(int Status, string Result, string Text)
{
    public static DeliveryResponse Accepted { get; } = new(StatusCodes.Status202Accepted, "accepted", "A pass follows.");

    public static DeliveryResponse Ping { get; } = new(StatusCodes.Status200OK, "ping", "Goji is here.");

    /// <summary>Gives the sender no reason; the reason is for the log.</summary>
    public static DeliveryResponse Refused { get; } = new(StatusCodes.Status401Unauthorized, "refused", "Not authorized.");

    /// <summary>Takes the place of <see cref="Refused"/> for a source that is refused too often.</summary>
    public static DeliveryResponse Limited { get; } =
        new(StatusCodes.Status429TooManyRequests, "limited", "Too many deliveries were refused.");

    public static DeliveryResponse Malformed { get; } =
        new(StatusCodes.Status400BadRequest, "malformed", "The payload is not the JSON of a push.");

    /// <summary>Whether the sender has shown that it knows the secret.</summary>
    public bool IsBelieved => Result is not ("refused" or "limited" or "cut");

    public static DeliveryResponse Ignored(string reason) => new(StatusCodes.Status200OK, "ignored", $"Ignored: {reason}.");

    public static DeliveryResponse Cut(int status) => new(status, "cut", "");
}
