using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Goji.Tool.Server;
using Goji.Tool.Server.Listening;
using Goji.Tool.Server.Pages;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Tests.Server.Pages;

public sealed class GuardingThePage : ServerTest
{
    private static readonly ClientAddresses Clients = new([IPNetwork.Parse("10.0.0.0/8")]);

    [Theory]
    [InlineData("192.0.2.1", null, null, false)]
    [InlineData("192.0.2.1", "Bearer page-token", null, true)]
    [InlineData("192.0.2.1", "Bearer wrong", null, false)]
    [InlineData("192.0.2.1", null, "me@example.com", false)]
    [InlineData("10.0.0.1", null, "me@example.com", true)]
    [InlineData("10.0.0.1", null, "", false)]
    [InlineData("10.0.0.1", null, null, false)]
    public void Page_is_read_with_the_token_or_through_a_trusted_proxy_that_names_a_user(string connection, string? authorization, string? user, bool isAllowed)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(connection) } };
        context.Request.Headers.Authorization = authorization;
        context.Request.Headers["X-Forwarded-User"] = user;

        Assert.Equal(isAllowed, new PageAccess(SecretValue.Of("page-token", new()), "X-Forwarded-User", Clients).Allows(context));
        Assert.True(new PageAccess(null, null, Clients).Allows(context));
    }

    [Fact]
    public async Task Browser_is_asked_for_the_token_and_probes_are_not()
    {
        using var server = await RunningServer.StartAsync(Place.Path, ["--repository", Origin.Path, "--sandbox"], new() { ["GOJI_PAGE_TOKEN"] = "page-token" });

        using var refused = await server.Client.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("me:page-token")));
        using var allowed = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Basic", refused.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/live"));
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/metrics"));
        Assert.DoesNotContain("has no login", server.Program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("page-token", server.Program.Output, StringComparison.Ordinal);
    }
}
