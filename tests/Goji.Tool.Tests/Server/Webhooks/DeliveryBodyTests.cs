using Goji.Tool.Server.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tool.Tests.Server.Webhooks;

public sealed class DeliveryBodyTests
{
    private const int Budget = 1024 * 1024;

    private readonly FakeTimeProvider time = new();
    private readonly DeliveryBody bodies;

    public DeliveryBodyTests() => bodies = new(Budget, time);

    [Fact]
    public async Task Slowest_bodies_are_dropped_where_all_would_exceed_the_memory()
    {
        var slow = Enumerable.Range(0, 7).Select(_ => new FedStream()).ToList();
        var readings = slow.Select(stream => ReadAsync(stream)).ToList();
        slow.ForEach(stream => stream.Feed(100_000));
        Assert.DoesNotContain(readings, task => task.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(20));

        var fast = new FedStream();
        var reading = ReadAsync(fast);
        fast.Feed(400_000);
        fast.End();

        Assert.Equal(400_000, await reading);
        foreach (var dropped in readings.Where(task => task.IsCompleted))
        {
            Assert.Equal(StatusCodes.Status503ServiceUnavailable, (await Assert.ThrowsAsync<BadHttpRequestException>(() => dropped)).StatusCode);
        }

        Assert.Contains(readings, task => task.IsCompleted);
        Assert.Contains(readings, task => !task.IsCompleted);
    }

    [Fact]
    public async Task Memory_is_free_again_when_a_body_is_done()
    {
        for (var i = 0; i < 100; i++)
        {
            var stream = new FedStream();
            stream.Feed(500_000);
            stream.End();
            Assert.Equal(500_000, await ReadAsync(stream));
        }
    }

    private Task<int> ReadAsync(Stream stream) =>
        bodies.ReadAsync(new DefaultHttpContext { Request = { Body = stream } }.Request, body => body.Length, CancellationToken.None);
}
