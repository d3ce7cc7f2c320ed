using System.Globalization;
using System.Net;

namespace Goji.Notifications.Http;

/// <summary>Reads from a response how long a server wants no further request.</summary>
internal static class RateLimit
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // What GitHub's documentation asks for where a secondary limit has no other time.
    private static readonly TimeSpan Unnamed = TimeSpan.FromMinutes(1);

    // Reset times are seconds since 1970, or seconds from now.
    private const long FirstUnixTime = 1_000_000_000;

    /// <param name="response">The response.</param>
    /// <param name="body">Its body.</param>
    /// <param name="now">This machine's time, where the response has none.</param>
    /// <returns>The pause; null where none is wanted.</returns>
    public static TimeSpan? PauseOf(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        now = response.Headers.Date ?? now;
        var pause = After(response, now) ?? (Remaining(response) == 0 ? Reset(response, now) : null);
        return pause is { } known ? Bounded(known)
            : IsLimit(response, body) ? Unnamed
            : null;
    }

    /// <summary>Whether the response refuses a request for the number of requests alone.</summary>
    public static bool IsLimit(HttpResponseMessage response, string body) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Forbidden => Remaining(response) == 0 || response.Headers.RetryAfter is not null
            || body.Contains("rate limit", StringComparison.OrdinalIgnoreCase)
                || body.Contains("abuse detection", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static TimeSpan? After(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - now : null;

    private static long? Remaining(HttpResponseMessage response) =>
        Number(response, "X-RateLimit-Remaining") ?? Number(response, "RateLimit-Remaining");

    private static TimeSpan? Reset(HttpResponseMessage response, DateTimeOffset now) =>
        (Number(response, "X-RateLimit-Reset") ?? Number(response, "RateLimit-Reset")) is not { } reset ? null
        : reset >= FirstUnixTime ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(reset, DateTimeOffset.MaxValue.ToUnixTimeSeconds())) - now
        : TimeSpan.FromSeconds(reset);

    private static long? Number(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    // A reset that is just over is one second away, since the header counts whole seconds.
    private static TimeSpan Bounded(TimeSpan pause) =>
        pause < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : pause < Longest ? pause : Longest;
}
