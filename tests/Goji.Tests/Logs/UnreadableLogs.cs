using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Goji.Logs;
using Goji.Model;
using Goji.Records;
using Goji.Tests.Kubernetes;

namespace Goji.Tests.Logs;

/// <summary>Logs that the cluster does not return, of a container that has ended.</summary>
public sealed class UnreadableLogs : IDisposable, IProgress<JobOutputLine>
{
    private readonly ScriptedApi api = new();
    private readonly ConcurrentQueue<string> shown = [];

    void IProgress<JobOutputLine>.Report(JobOutputLine value) => shown.Enqueue(value.Text);

    [Theory]
    [InlineData(403, "Forbidden", "Could not read the log of pod 'default/a-1': the kubelet is busy.")]
    [InlineData(404, "NotFound", "Could not read the log of pod 'default/a-1': the kubelet is busy.")]
    [InlineData(500, "InternalError", "Could not read the log of pod 'default/a-1': the cluster 'http://sandbox' is not able to answer (HTTP 500: the kubelet is busy).")]
    public async Task Log_that_is_not_returned_is_reported_as_incomplete_with_the_reason(int status, string reason, string expected)
    {
        api.Answer("GET", "/log", status, $$"""
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the kubelet is busy","reason":"{{reason}}","code":{{status}},"details":{"name":"a-1","kind":"pods"} }
            """);

        await DrainAsync();

        Assert.Equal([$"… The log of container 'main' of pod 'default/a-1' is incomplete. {expected}"], shown);
    }

    [Fact]
    public async Task Stream_that_breaks_and_is_resumed_is_not_reported()
    {
        var tries = 0;
        api.Answer("GET", "/log", _ => tries++ == 0
            ? Task.FromException<HttpResponseMessage>(new HttpRequestException("cut"))
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("2026-11-22T12:00:01Z one\n", Encoding.UTF8, "text/plain"),
            }));

        await DrainAsync();

        Assert.Equal(["one"], shown);
        Assert.InRange(tries, 2, 3);
    }

    public void Dispose() => api.Dispose();

    private async Task DrainAsync()
    {
        api.Answer("GET", "/pods", 200, EndedPod.List);
        var run = new JobRun("default", "a") { Uid = "6f" };
        var attempt = new Attempt("01", DateTimeOffset.UnixEpoch, "test") { Jobs = [run] };
        var settings = new LogSettings(new LogSink(this, int.MaxValue, folder: null), TailLines: 1, new Secrets());
        await using var logs = new JobLogs(api.Cluster, settings, api.Clock);
        var draining = logs.DrainAsync("a.yaml", attempt, run, CancellationToken.None);
        for (var step = 0; !draining.IsCompleted; step++)
        {
            Assert.InRange(step, 0, 10_000);
            api.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        await draining;
    }
}
