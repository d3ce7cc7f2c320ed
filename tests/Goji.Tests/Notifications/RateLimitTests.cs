using System.Net;
using Goji.Notifications.Http;

namespace Goji.Tests.Notifications;

public sealed class RateLimitTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(201, "", null)]
    [InlineData(201, "X-RateLimit-Remaining: 12|X-RateLimit-Reset: 1795348830", null)]
    [InlineData(201, "X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1795348830", 30)]
    [InlineData(429, "Retry-After: 17", 17)]
    [InlineData(429, "Retry-After: Sun, 22 Nov 2026 12:00:09 GMT", 9)]
    [InlineData(503, "Retry-After: 5", 5)]
    [InlineData(429, "", 60)]
    [InlineData(429, "RateLimit-Remaining: 0|RateLimit-Reset: 1795348840", 40)]
    [InlineData(429, "RateLimit-Remaining: 0|RateLimit-Reset: 25", 25)]
    [InlineData(403, "X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1795348800", 1)]
    [InlineData(429, "Retry-After: 999999", 3600)]
    public void Pause_is_the_one_that_the_server_asks_for(int status, string headers, int? seconds)
    {
        using var response = Response(status, headers);

        Assert.Equal(seconds, RateLimit.PauseOf(response, "", Now)?.TotalSeconds);
    }

    [Fact]
    public void Reset_is_measured_by_the_clock_of_the_server()
    {
        using var response = Response(403, "Date: Sun, 22 Nov 2026 11:00:00 GMT|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1795345210");

        Assert.Equal(10, RateLimit.PauseOf(response, "", Now)?.TotalSeconds);
    }

    [Theory]
    [InlineData(403, "You have exceeded a secondary rate limit.", true)]
    [InlineData(403, "You have triggered an abuse detection mechanism.", true)]
    [InlineData(403, "Resource not accessible by integration", false)]
    [InlineData(401, "rate limit", false)]
    public void Secondary_limit_is_distinguished_from_a_missing_right(int status, string body, bool isLimit)
    {
        using var response = Response(status, "");

        Assert.Equal((isLimit, isLimit ? 60 : (double?)null), (RateLimit.IsLimit(response, body), RateLimit.PauseOf(response, body, Now)?.TotalSeconds));
    }

    private static HttpResponseMessage Response(int status, string headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            response.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ", 2)[1]);
        }

        return response;
    }
}
