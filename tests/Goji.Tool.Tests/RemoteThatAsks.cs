using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Tests;

/// <summary>An http remote that asks for credentials, remembers them, and accepts none.</summary>
internal sealed class RemoteThatAsks : IAsyncDisposable
{
    private readonly WebApplication server;

    private RemoteThatAsks(WebApplication server) => this.server = server;

    public ConcurrentBag<string> Credentials { get; } = [];

    public string Address => $"{server.Urls.Single()}/jobs.git";

    public static async Task<RemoteThatAsks> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var remote = new RemoteThatAsks(builder.Build());
        remote.server.Run(remote.Refuse);
        await remote.server.StartAsync();
        return remote;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Task Refuse(HttpContext context)
    {
        const string Basic = "Basic ";
        if (context.Request.Headers.Authorization.ToString() is var header && header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            Credentials.Add(Encoding.UTF8.GetString(Convert.FromBase64String(header[Basic.Length..])));
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"jobs\"";
        return Task.CompletedTask;
    }
}
