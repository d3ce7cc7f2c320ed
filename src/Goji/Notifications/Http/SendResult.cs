namespace Goji.Notifications.Http;

/// <summary>What became of a request.</summary>
/// <param name="Kind">What follows from it.</param>
/// <param name="Detail">What the server answered, for people; empty for nothing.</param>
internal sealed record SendResult(SendResultKind Kind, string Detail = "")
{
    /// <summary>How long the server wants no further request; null where it wants no pause.</summary>
    public TimeSpan? Pause { get; init; }
}
