using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Goji.Kubernetes;
using Goji.Kubernetes.Api;
using Goji.Logs;
using Goji.Model;
using Goji.Records;
using Goji.Testing;
using Goji.Tests.Git;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Logs;

/// <summary>A log that is still being read when its Job has its verdict.</summary>
public sealed class WaitingForTheLastLines : IProgress<JobOutputLine>
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly Pipe log = new();
    private readonly Channel<string> shown = Channel.CreateUnbounded<string>();

    void IProgress<JobOutputLine>.Report(JobOutputLine value) => shown.Writer.TryWrite(value.Text);

    [Fact]
    public async Task Verdict_waits_for_the_last_line_while_lines_come()
    {
        await WithLogsAsync(async draining =>
        {
            for (var line = 1; line <= 9; line++)
            {
                await WriteAsync(line);
                clock.Advance(Drain / 3);
            }

            await log.Writer.CompleteAsync();
            Assert.Equal(["line 9"], await draining.InTime());
        });
    }

    [Fact]
    public async Task Verdict_waits_no_longer_when_no_line_comes()
    {
        await WithLogsAsync(async draining =>
        {
            await WriteAsync(1);
            for (var step = 0; !draining.IsCompleted; step++)
            {
                Assert.InRange(step, 0, 1000);
                clock.Advance(Drain);
                await Task.Delay(1);
            }

            Assert.Equal(["line 1"], await draining);
            await log.Writer.CompleteAsync();
        });
    }

    private async Task WriteAsync(int line)
    {
        await log.Writer.WriteAsync(Encoding.UTF8.GetBytes($"2026-11-22T12:00:0{line}Z line {line}\n"));
        Assert.Equal($"line {line}", await shown.Reader.ReadAsync().AsTask().InTime());
    }

    private async Task WithLogsAsync(Func<Task<IReadOnlyList<string>>, Task> test)
    {
        using var handler = new OpenLog(log);
        using var cluster = new KubernetesCluster(new HandlerTransport(handler, new Uri("http://cluster/")), null, new RecordedLog(), TimeProvider.System);
        var run = new JobRun("default", "a") { Uid = "6f" };
        var attempt = new Attempt("01", DateTimeOffset.UnixEpoch, "test") { Jobs = [run] };
        var settings = new LogSettings(new LogSink(this, int.MaxValue, folder: null), TailLines: 1, new Secrets()) { DrainTime = Drain };
        await using var logs = new JobLogs(cluster, settings, clock);
        await test(LastLinesAsync());

        async Task<IReadOnlyList<string>> LastLinesAsync() =>
            [.. (await logs.DrainAsync("a.yaml", attempt, run, CancellationToken.None)).SelectMany(pod => pod.Log)];
    }

    /// <summary>A cluster with a pod that has ended, and whose log is open.</summary>
    private sealed class OpenLog(Pipe log) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = request.RequestUri!.AbsolutePath.EndsWith("/log", StringComparison.Ordinal)
                    ? new StreamContent(log.Reader.AsStream()) { Headers = { ContentType = new("text/plain") } }
                    : new StringContent(EndedPod.List, Encoding.UTF8, "application/json"),
            });
    }
}
