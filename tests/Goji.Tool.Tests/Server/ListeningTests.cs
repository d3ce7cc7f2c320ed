using System.Net;
using Goji.Tool.Server;
using Goji.Tool.Server.Listening;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tool.Tests.Server;

/// <summary>The rules of the listeners, without a server.</summary>
public sealed class ListeningTests
{
    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData("http://*:8080", null, 8080)]
    [InlineData("http://+:8080/", null, 8080)]
    [InlineData("http://127.0.0.1:0", "127.0.0.1", 0)]
    [InlineData("http://localhost:80", "127.0.0.1", 80)]
    [InlineData("http://[::1]:8080", "::1", 8080)]
    public void Address_is_an_interface_and_a_port(string text, string? address, int port)
    {
        var parsed = ListenAddress.Parse(text);

        Assert.Equal((address, port), (parsed.Address?.ToString(), parsed.Port));
    }

    [Theory]
    [InlineData("https://*:8080")]
    [InlineData("http://*:8080/goji")]
    [InlineData("http://goji.example.com:8080")]
    [InlineData("http://me@127.0.0.1:8080")]
    [InlineData("*:8080")]
    [InlineData("8080")]
    [InlineData("")]
    public void Anything_else_is_no_address(string text) => Assert.Throws<FormatException>(() => ListenAddress.Parse(text));

    [Theory]
    [InlineData("198.51.100.7", null, "198.51.100.7")]
    [InlineData("198.51.100.7", "203.0.113.9", "198.51.100.7")]
    [InlineData("10.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.1", "192.0.2.1, 203.0.113.9, 10.0.0.2", "203.0.113.9")]
    [InlineData("10.0.0.1", "192.0.2.1, nonsense", "10.0.0.1")]
    [InlineData("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3")]
    public void Client_is_what_a_trusted_proxy_names_and_no_other(string connection, string? forwarded, string client)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(connection) } };
        context.Request.Headers["X-Forwarded-For"] = forwarded;

        Assert.Equal(client, new ClientAddresses([IPNetwork.Parse("10.0.0.0/8")]).Of(context).ToString());
    }

    [Fact]
    public void Source_may_be_refused_again_after_a_while()
    {
        var sources = new SourceRateLimiter(time);
        var source = IPAddress.Parse("192.0.2.1");
        Assert.All(Enumerable.Range(0, SourceRateLimiter.Burst), _ => Assert.True(sources.Count(source)));

        Assert.False(sources.Count(source));
        Assert.True(sources.Count(IPAddress.Parse("192.0.2.2")));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.All(Enumerable.Range(0, SourceRateLimiter.PerSecond), _ => Assert.True(sources.Count(source)));
        Assert.False(sources.Count(source));
    }

    [Fact]
    public void Addresses_of_one_IPv6_network_are_one_source() => Assert.Equal(
        ClientAddresses.SourceOf(IPAddress.Parse("2001:db8::1")), ClientAddresses.SourceOf(IPAddress.Parse("2001:db8::ffff:2")));

    [Fact]
    public void Refusals_beyond_the_first_share_one_line_a_minute()
    {
        var logger = new ListLogger<RefusalLog>();
        using var log = new RefusalLog(time, logger);

        for (var i = 0; i < 1000; i++)
        {
            log.Write("github", "192.0.2.1", "", "it has no header");
        }

        Assert.Equal(RefusalLog.LinesPerPeriod, logger.Messages.Count);
        time.Advance(RefusalLog.Period);
        Assert.Equal($"{1000 - RefusalLog.LinesPerPeriod} more deliveries were refused within the last minute. goji_webhook_deliveries_total counts them.", logger.Messages[^1]);
        log.Write("github", "192.0.2.1", "", "it has no header");
        Assert.Equal(RefusalLog.LinesPerPeriod + 2, logger.Messages.Count);
    }

    [Fact]
    public void Former_secret_of_a_file_stays_valid_for_an_hour()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "first-secret\n");
            var secret = SecretValue.OfFile(file, new(), time);
            File.WriteAllText(file, "second-secret\nthird-secret");
            Assert.Equal(["first-secret"], secret.Valid);

            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(["second-secret", "third-secret", "first-secret"], secret.Valid);
            File.Delete(file);
            time.Advance(SecretValue.Overlap);
            Assert.Equal(["second-secret", "third-secret"], secret.Valid);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
