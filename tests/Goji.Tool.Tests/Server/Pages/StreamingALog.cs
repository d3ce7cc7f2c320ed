using System.IO.Pipelines;
using System.Net;
using System.Text;
using Goji.Kubernetes;
using Goji.Kubernetes.Api;
using Goji.Logs;
using Goji.Model;
using Goji.Testing;
using Goji.Tool.Server.Pages.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tool.Tests.Server.Pages;

/// <summary>The log of a container that goes on running, as events.</summary>
public sealed class StreamingALog
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Stream_is_closed_without_its_end_when_the_credentials_of_its_view_may_be_renewed()
    {
        var written = new Pipe();
        using var handler = new EndlessLog();
        using var view = new JobView(
            new KubernetesCluster(new HandlerTransport(handler, new Uri("http://cluster/")), null, new SilentLog(), clock), new Secrets(), clock);
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Response.Body = written.Writer.AsStream();

        var sending = new LogStream(context, view, clock).SendAsync(
            new("default", "6f", "a-1", "7a", "main") { IsRunning = true }, null, CancellationToken.None);
        var text = new StringBuilder();
        while (!text.ToString().Contains("data: one\n", StringComparison.Ordinal))
        {
            var read = await written.Reader.ReadAsync().AsTask().InTime();
            text.Append(Encoding.UTF8.GetString(read.Buffer));
            written.Reader.AdvanceTo(read.Buffer.End);
        }

        Assert.False(sending.IsCompleted);
        clock.Advance(JobInspector.MaxAge);

        await sending.InTime();
        Assert.True(!written.Reader.TryRead(out var rest) || !Encoding.UTF8.GetString(rest.Buffer).Contains("event: end", StringComparison.Ordinal));
    }

    private sealed class SilentLog : IGojiLog
    {
        public void Write(GojiLogLevel level, string format, params object?[] arguments)
        {
        }
    }

    /// <summary>A cluster with one log, which has a line and stays open.</summary>
    private sealed class EndlessLog : HttpMessageHandler
    {
        private readonly Pipe log = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.EndsWith("/log", StringComparison.Ordinal))
            {
                return new(HttpStatusCode.NotFound) { Content = new StringContent("{}") };
            }

            await log.Writer.WriteAsync("2026-11-22T12:00:00.1Z one\n"u8.ToArray(), cancellationToken);
            return new(HttpStatusCode.OK) { Content = new StreamContent(log.Reader.AsStream()) { Headers = { ContentType = new("text/plain") } } };
        }
    }
}
