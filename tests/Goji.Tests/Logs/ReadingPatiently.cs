using System.Net;
using System.Net.Sockets;
using System.Text;
using Goji.Kubernetes;
using Goji.Kubernetes.Access;
using Goji.Kubernetes.Api;
using Goji.Ports.Pods;
using Goji.Testing;
using Goji.Tests.Git;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Logs;

/// <summary>Connections that read what arrives within a moment together, over real sockets.</summary>
public sealed class ReadingPatiently : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(150);

    private readonly RecordingClock clock = new();
    private readonly SharedPause pause;
    private readonly byte[] buffer = new byte[100_000];
    private Socket server = null!;
    private PatientStream stream = null!;

    public ReadingPatiently() => pause = new(Longest, clock);

    public async Task InitializeAsync()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        listener.Listen();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!);
        server = await listener.AcceptAsync();
        server.NoDelay = true;
        stream = new(client, pause);
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        stream.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task Piece_after_a_silence_is_read_at_once()
    {
        var reading = ReadAsync();
        await SendAsync("one");

        Assert.Equal("one", await reading.InTime());
    }

    [Fact]
    public async Task Pieces_that_arrive_during_the_pause_are_read_together()
    {
        await SendAsync("first");
        await ReadAsync().InTime();
        var reading = ReadAsync();
        await SendAsync([.. Enumerable.Range(0, 50).Select(n => $"{n},")]);
        await ArrivedAsync(50 * 2 + 40);
        Assert.False(reading.IsCompleted);

        clock.Advance(Longest);

        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(n => $"{n},")), await reading.InTime());
    }

    [Fact]
    public async Task Pause_without_a_piece_is_followed_by_a_read_that_waits()
    {
        await SendAsync("first");
        await ReadAsync().InTime();
        var reading = ReadAsync();
        clock.Advance(Longest);
        await SendAsync("second");

        Assert.Equal("second", await reading.InTime());
    }

    [Fact]
    public async Task Answer_to_what_was_written_is_read_at_once()
    {
        await SendAsync("first");
        await ReadAsync().InTime();
        await stream.WriteAsync("request"u8.ToArray());
        var reading = ReadAsync();
        await SendAsync("answer");

        Assert.Equal("answer", await reading.InTime());
    }

    [Fact]
    public async Task Stream_that_brings_much_is_read_without_a_pause()
    {
        var sent = new byte[2_000_000];
        Random.Shared.NextBytes(sent);
        var sending = Task.Run(async () =>
        {
            for (var at = 0; at < sent.Length; at += 20_000)
            {
                await server.SendAsync(sent.AsMemory(at, 20_000));
            }

            server.Shutdown(SocketShutdown.Send);
        });
        using var got = new MemoryStream();
        for (int count; (count = await ReadSomeAsync().InTime()) > 0;)
        {
            got.Write(buffer, 0, count);
        }

        await sending.InTime();
        Assert.Equal(sent, got.ToArray());

        // A read that finds little left may pause; the clock goes on for it.
        async Task<int> ReadSomeAsync()
        {
            var reading = stream.ReadAsync(buffer).AsTask();
            for (var tries = 0; !reading.IsCompleted && tries < 1000; tries++)
            {
                clock.Advance(Longest);
                await Task.Yield();
            }

            return await reading;
        }
    }

    [Fact]
    public async Task System_reports_no_small_piece_while_nobody_waits_for_one()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var reading = ReadAsync();
        Assert.Equal(1, Mark());
        await SendAsync("one");
        await reading.InTime();
        Assert.Equal(64 * 1024, Mark());

        // The pause without a piece is over: the read waits.
        reading = ReadAsync();
        clock.Advance(Longest);
        Assert.True(await Task.Run(() => SpinWait.SpinUntil(() => Mark() == 1, TimeLimit.Longest)));

        int Mark() => (int)stream.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveLowWater)!;
    }

    [Fact]
    public async Task Followed_log_is_read_patiently_over_http()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var access = new ClusterAccess(new() { Host = $"http://{listener.LocalEndPoint}" });
        var transport = KubernetesTransport.Open(access, time: clock);
        using var cluster = new KubernetesCluster(transport, "default", new RecordedLog(), TimeProvider.System);
        var container = new PodContainer("default", "uid", "a-1", "pod-uid", "main");
        await using var lines = cluster.ReadLogAsync(container, new() { Follow = true }, CancellationToken.None).GetAsyncEnumerator();

        var first = lines.MoveNextAsync().AsTask();
        using var api = await listener.AcceptAsync().InTime();
        await api.ReceiveAsync(buffer).InTime();
        await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n" + Line(1));
        Assert.True(await first.InTime());

        var next = lines.MoveNextAsync().AsTask();
        Assert.Equal([Longest], clock.Pauses);
        await AnswerAsync(Line(2));
        clock.Advance(Longest);

        Assert.True(await next.InTime());
        Assert.Equal("line 2", lines.Current.Text);

        static string Line(int n) => $"2026-01-01T00:00:00.{n:D9}Z line {n}\n";

        async Task AnswerAsync(string text) => await api.SendAsync(Encoding.ASCII.GetBytes(text));
    }

    [Fact]
    public async Task End_is_read_after_the_pause()
    {
        await SendAsync("last");
        await ReadAsync().InTime();
        var reading = ReadAsync();
        server.Shutdown(SocketShutdown.Send);
        clock.Advance(Longest);

        Assert.Equal("", await reading.InTime());
    }

    [Fact]
    public async Task Pause_ends_with_the_connection_and_with_the_call()
    {
        using var end = new CancellationTokenSource();
        await SendAsync("one");
        await ReadAsync().InTime();
        var cancelled = stream.ReadAsync(buffer, end.Token).AsTask();
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.InTime());

        var closed = ReadAsync();
        await stream.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => closed.InTime());
    }

    [Fact]
    public async Task All_connections_go_on_at_the_same_moment()
    {
        var first = pause.WaitAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        var second = pause.WaitAsync(CancellationToken.None);
        Assert.False(second.IsCompleted);

        clock.Advance(TimeSpan.FromMilliseconds(50));

        await Task.WhenAll(first, second).InTime();
        Assert.False(pause.WaitAsync(CancellationToken.None).IsCompleted);
    }

    private async Task<string> ReadAsync() => Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));

    private async Task SendAsync(params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await server.SendAsync(Encoding.ASCII.GetBytes(piece));
        }
    }

    /// <summary>The bytes are in the client's socket: a loopback delivers them while it sends.</summary>
    private async Task ArrivedAsync(int count) =>
        Assert.True(await Task.Run(() => SpinWait.SpinUntil(() => stream.Socket.Available >= count, TimeLimit.Longest)));

    private sealed class RecordingClock : FakeTimeProvider
    {
        public List<TimeSpan> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
