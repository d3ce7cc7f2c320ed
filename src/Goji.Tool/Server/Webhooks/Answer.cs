using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Webhooks;

/// <summary>What a delivery is answered, and what became of it in one word for the metrics.</summary>
internal sealed record Answer(int Status, string Result, string Text)
{
    public static Answer Accepted { get; } = new(StatusCodes.Status202Accepted, "accepted", "A pass follows.");

    public static Answer Ping { get; } = new(StatusCodes.Status200OK, "ping", "Goji is here.");

    public static Answer Ignored(string reason) => new(StatusCodes.Status200OK, "ignored", $"Ignored: {reason}.");

    /// <summary>Tells the sender nothing; the reason is for the log.</summary>
    public static Answer Refused { get; } = new(StatusCodes.Status401Unauthorized, "refused", "Not authorized.");

    public static Answer Malformed { get; } = new(StatusCodes.Status400BadRequest, "malformed", "The payload is not the JSON of a push.");

    public static Answer Cut(int status) => new(status, "cut", "");
}
