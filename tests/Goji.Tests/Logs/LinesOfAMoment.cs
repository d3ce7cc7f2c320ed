using System.IO.Pipelines;
using System.Net;
using System.Text;
using Goji.Kubernetes.Pods;
using Goji.Logs;
using Goji.Ports.Pods;
using Goji.Testing;

namespace Goji.Tests.Logs;

/// <summary>Lines that arrive together are read, shown and kept together: a read and a write for each line would cost more than the line.</summary>
public sealed class LinesOfAMoment : IDisposable
{
    private readonly TemporaryDirectory place = new();
    private readonly Pipe stream = new();
    private readonly List<(string Text, bool HasMore)> lines = [];

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Line_knows_whether_the_next_one_has_arrived()
    {
        await WriteAsync("one\ntwo\nthr");
        await WriteAsync("ee\n");
        await stream.Writer.CompleteAsync();

        await ReadAsync().InTime();

        Assert.Equal(["one", "two", "three"], lines.Select(line => line.Text));
        Assert.False(lines[^1].HasMore);
        Assert.True(lines[0].HasMore);
    }

    [Fact]
    public async Task Line_before_an_unfinished_one_does_not_wait_for_it()
    {
        await WriteAsync("one\ntwo\nunfini");
        await stream.Writer.CompleteAsync();

        await ReadAsync().InTime();

        Assert.Equal([("one", true), ("two", false), ("unfini", false)], lines);
    }

    [Fact]
    public void Last_line_that_the_limit_lets_through_waits_for_no_other()
    {
        var shown = new Shown();
        using var sink = new LogSink(shown, limit: 3, folder: null);
        var job = Job;
        foreach (var text in (string[])["one", "two\rthree", "four"])
        {
            sink.Write(job, Container, new(null, text) { HasMore = true });
        }

        Assert.Equal([("one", true), ("two", true), ("three", false)], shown.Lines);
    }

    [Fact]
    public void Line_over_which_the_container_draws_is_shown_as_lines_that_follow_each_other()
    {
        var shown = new Shown();
        using var sink = new LogSink(shown, limit: 10, folder: null);
        sink.Write(Job, Container, new(null, "10 %\r20 %"));

        Assert.Equal([("10 %", true), ("20 %", false)], shown.Lines);
    }

    [Fact]
    public async Task Lines_are_in_their_file_before_more_of_them_are_waited_for()
    {
        using var folder = new LogFolder(place["logs"]);
        folder.Write(Job, Container, new(null, "one") { HasMore = true });
        folder.Write(Job, Container, new(null, "two"));

        await using var file = new FileStream(
            Path.Combine(place["logs"], "a.yaml/01/a-1.main.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        Assert.Equal("one\ntwo\n", await reader.ReadToEndAsync());
    }

    private static FollowedJob Job => new("a.yaml", "01", new("default", "a") { Uid = "6f" }, isOnlyJob: true);

    private static PodContainer Container { get; } = new("default", "6f", "a-1", "7a", "main");

    private async Task WriteAsync(string text) => await stream.Writer.WriteAsync(Encoding.UTF8.GetBytes(text));

    private async Task ReadAsync()
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(stream.Reader.AsStream()) };
        await foreach (var line in LogLines.ReadAsync(_ => Task.FromResult(answer), CancellationToken.None))
        {
            lines.Add((line.Text, line.HasMore));
        }
    }

    private sealed class Shown : IProgress<JobOutputLine>
    {
        public List<(string Text, bool HasMore)> Lines { get; } = [];

        public void Report(JobOutputLine value) => Lines.Add((value.Text, value.HasMore));
    }
}
