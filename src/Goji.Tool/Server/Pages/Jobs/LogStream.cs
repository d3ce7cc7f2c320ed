using System.Text;
using System.Threading.Channels;
using Goji.Logs;
using Goji.Ports.Pods;
using Goji.Reporting;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>
/// Sends the log of a container as events, one for each line, until the container ends. The id of an event is the place in the log: a page
/// that connects again names the last one, and no line is lost and none comes twice. A stream is closed when its view of the cluster is
/// too old, because its credentials may be renewed by then: the browser connects again by itself.
/// </summary>
internal sealed class LogStream(HttpContext context, JobView view, TimeProvider time)
{
    public const string ContentType = "text/event-stream";

    /// <summary>How many lines wait for a slow visitor. More are not read from the cluster.</summary>
    private const int MaxWaiting = 1000;

    private const int MaxBatch = 64 * 1024;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public async Task SendAsync(PodContainer container, int? tail, CancellationToken cancellationToken)
    {
        context.Response.ContentType = ContentType;
        context.Response.Headers["X-Accel-Buffering"] = "no";
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            return;
        }

        var cursor = LogCursor.At(context.Request.Headers["Last-Event-ID"].ToString());
        var waiting = Channel.CreateBounded<(string Place, string Text)>(
            new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
        using var age = new CancellationTokenSource(JobInspector.MaxAge, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, age.Token);
        var reading = ReadAsync(container, tail, cursor, waiting.Writer, ends.Token);
        try
        {
            await SendAsync(waiting.Reader, ends.Token);
            await reading;
            await WriteAsync("event: end\ndata:\n\n", ends.Token);
        }
        catch (OperationCanceledException) when (age.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Without the event that ends it, the stream is resumed.
        }
        finally
        {
            await ends.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(
        PodContainer container, int? tail, LogCursor cursor, ChannelWriter<(string, string)> into, CancellationToken cancellationToken)
    {
        try
        {
            await view.FollowAsync(
                container,
                new() { Tail = tail },
                cursor,
                line => into.WriteAsync((cursor.Text, line), cancellationToken),
                cancellationToken);
        }
        finally
        {
            into.Complete();
        }
    }

    private async Task SendAsync(ChannelReader<(string Place, string Text)> lines, CancellationToken cancellationToken)
    {
        // The header goes at once: the browser shows that it is connected.
        await WriteAsync(":\n\n", cancellationToken);
        var batch = new StringBuilder();
        for (var more = lines.WaitToReadAsync(cancellationToken).AsTask(); ;
            more = more.IsCompleted ? lines.WaitToReadAsync(cancellationToken).AsTask() : more)
        {
            try
            {
                if (!await more.WaitAsync(Beat, time, cancellationToken))
                {
                    return;
                }
            }
            catch (TimeoutException)
            {
                batch.Append(":\n\n");
            }

            while (batch.Length < MaxBatch && lines.TryRead(out var line))
            {
                Append(batch, line.Place, line.Text);
            }

            await WriteAsync(batch.ToString(), cancellationToken);
            batch.Clear();
        }
    }

    private static void Append(StringBuilder batch, string place, string text)
    {
        batch.Append("id: ").Append(place).Append('\n');
        foreach (var part in PlainText.Lines(text).Split('\n'))
        {
            batch.Append("data: ").Append(part).Append('\n');
        }

        batch.Append('\n');
    }

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await context.Response.WriteAsync(text, Encoding.UTF8, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
