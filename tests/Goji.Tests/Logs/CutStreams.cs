using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Kubernetes.Pods;
using Goji.Logs;
using Goji.Model;
using Goji.Ports.Pods;
using Goji.Testing;
using Goji.Tests.Kubernetes;

namespace Goji.Tests.Logs;

/// <summary>Streams that end where a container has not: within a line, within a character, after a line that is longer than a buffer.</summary>
public sealed class CutStreams
{
    private const string Log = "2026-11-22T12:00:00.1Z one\n2026-11-22T12:00:00.2Z zw\u00f6lf \u2713\n2026-11-22T12:00:00.2Z zw\u00f6lf \u2713\n2026-11-22T12:00:01Z three";

    [Fact]
    public async Task Line_that_is_cut_anywhere_is_read_to_its_end()
    {
        var bytes = Encoding.UTF8.GetBytes(Log);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(["one", "zw\u00f6lf \u2713", "zw\u00f6lf \u2713", "three"], await ReadAsync([bytes[..cut], bytes]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-22T12:00:00.1Z one\n")]
    public async Task Container_that_is_silent_for_long_is_followed_through_all_streams_that_are_cut_meanwhile(string before) => Assert.Equal(
        ["one", "zw\u00f6lf \u2713", "zw\u00f6lf \u2713", "three"],
        await ReadAsync([.. Enumerable.Repeat(Encoding.UTF8.GetBytes(before), 50), Encoding.UTF8.GetBytes(Log)]));

    [Fact]
    public async Task Log_that_may_not_be_read_is_given_up()
    {
        using var api = new ScriptedApi();
        api.Answer("GET", "/log", 403, """{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403,"message":"pods \"a-1\" is forbidden: User \"x\" cannot get resource \"pods/log\""}""");
        api.Answer("GET", "/pods", 200, Pods(isRunning: true).ToJsonString());

        await new ContainerFollower(api.Cluster, Container, new(), new Secrets(), _ => ValueTask.CompletedTask, api.Clock).RunAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(LogLines.MaxLength - 1)]
    [InlineData(LogLines.MaxLength)]
    [InlineData(LogLines.MaxLength + 1)]
    [InlineData(LogLines.MaxLength + 30)]
    [InlineData(2 * LogLines.MaxLength)]
    [InlineData(3 * LogLines.MaxLength - 1)]
    [InlineData(int.MaxValue)]
    public async Task Piece_of_a_long_line_is_neither_lost_nor_doubled_where_the_stream_is_cut(int cut)
    {
        // Characters of three bytes: some of them lie across the end of a piece.
        var text = string.Concat(Enumerable.Repeat("2026-11-22T12:00:00.1Z \u2713", 31_000));
        var bytes = Encoding.UTF8.GetBytes(
            $"2026-11-22T12:00:00.1Z {text}\n2026-11-22T12:00:00.1Z {text}!\n2026-11-22T12:00:00.2Z end\n");
        foreach (var place in (int[])[Math.Min(cut, bytes.Length - 5), Math.Min(cut, bytes.Length - 5) + 800_000])
        {
            var lines = await ReadAsync([bytes[..Math.Min(place, bytes.Length)], bytes[..Math.Min(place, bytes.Length)], bytes]);

            Assert.Equal($"{text}{text}!end", string.Concat(lines));
            Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, LogLines.MaxLength));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(LogLines.MaxLength)]
    [InlineData(2 * LogLines.MaxLength + 5)]
    public async Task Secret_across_the_pieces_of_a_long_line_is_masked_where_the_stream_is_cut_too(int cut)
    {
        const string Secret = "s3cr3t-t0ken";
        var secrets = new Secrets();
        secrets.Add(Secret);
        for (var before = LogLines.MaxLength - 30 - Secret.Length; before <= LogLines.MaxLength - 18; before += 2)
        {
            var line = $"{new string('x', before)}{Secret}{new string('y', LogLines.MaxLength)}{Secret}!";
            var bytes = Encoding.UTF8.GetBytes($"2026-11-22T12:00:00.1Z {line}\n2026-11-22T12:00:00.2Z end\n");

            var lines = await ReadAsync([bytes[..cut], bytes], secrets);

            Assert.Equal(line.Replace(Secret, "***", StringComparison.Ordinal) + "end", string.Concat(lines));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1-2")]
    [InlineData("1-2-3")]
    [InlineData("x-0-1-0")]
    [InlineData("99999999999999999999-0-1-0")]
    [InlineData("9223372036854775807-0-1-0")]
    public void Unknown_event_id_starts_at_the_beginning(string text) => Assert.Null(LogCursor.At(text).Last);

    [Fact]
    public void Event_id_restores_the_position()
    {
        var cursor = new LogCursor();
        var stamp = LogStamp.Parse("2026-11-22T12:00:00.123456789Z");
        cursor.Advance(new(stamp, "one"));
        cursor.Advance(new(stamp, "two"));
        cursor.Advance(new(null, "more") { IsRest = true });

        var again = LogCursor.At(cursor.Text);

        Assert.Equal((stamp, cursor.Text), (again.Last, again.Text));
    }

    /// <summary>Follows a container that runs until each of the streams but the last has been served.</summary>
    private static async Task<IReadOnlyList<string>> ReadAsync(IReadOnlyList<byte[]> streams, Secrets? secrets = null)
    {
        using var api = new ScriptedApi();
        var served = 0;
        api.Answer("GET", "/log", _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(streams[Math.Min(served++, streams.Count - 1)]) { Headers = { ContentType = new("text/plain") } },
        }));
        api.Answer("GET", "/pods", _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(Pods(isRunning: served < streams.Count).ToJsonString(), Encoding.UTF8, "application/json"),
        }));
        var lines = new List<string>();
        var follower = new ContainerFollower(
            api.Cluster,
            Container,
            new(),
            secrets ?? new(),
            line =>
            {
                lines.Add(line.Text);
                return ValueTask.CompletedTask;
            },
            api.Clock);
        var reading = follower.RunAsync(CancellationToken.None);
        for (var began = Stopwatch.StartNew(); !reading.IsCompleted;)
        {
            Assert.True(began.Elapsed < TimeLimit.Longest);
            api.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await reading;
        return lines;
    }

    private static PodContainer Container { get; } = new("default", "6f", "a-1", "7a", "main") { IsRunning = true };

    private static JsonObject Pods(bool isRunning) => new()
    {
        ["kind"] = "PodList",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "a-1", ["uid"] = "7a", ["labels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = "6f" } },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main" }) },
            ["status"] = new JsonObject
            {
                ["phase"] = isRunning ? "Running" : "Succeeded",
                ["containerStatuses"] = new JsonArray(new JsonObject
                {
                    ["name"] = "main",
                    ["restartCount"] = 0,
                    ["state"] = isRunning ? new JsonObject { ["running"] = new JsonObject() } : new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = 0 } },
                }),
            },
        }),
    };
}
