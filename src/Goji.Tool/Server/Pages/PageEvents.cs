using System.Text;
using Goji.Tool.Server.Pages.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Goji.Tool.Server.Pages;

/// <summary>
/// Server-sent events: one for each version of the content. A page that was away gets the newest version when it connects again, and so
/// misses nothing.
/// </summary>
internal sealed class PageEvents(PageContent content, JobInspector inspector, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>How many pages are served at a time. More get their answer when somebody leaves.</summary>
    public const int MostStreams = 200;

    /// <summary>How often something is sent, so that proxies keep the connection open.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    private int streams;

    public async Task StreamAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentType = "text/event-stream";
            return;
        }

        if (Interlocked.Increment(ref streams) > MostStreams)
        {
            Interlocked.Decrement(ref streams);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "30";
            return;
        }

        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await SendAsync(context.Response, context.Request.Query["job"].ToString(), ends.Token);
        }
        catch (OperationCanceledException)
        {
            // The visitor has gone, or the server stops.
        }
        finally
        {
            Interlocked.Decrement(ref streams);
        }
    }

    private async Task SendAsync(HttpResponse response, string file, CancellationToken cancellationToken)
    {
        var sent = "";
        var sentAt = time.GetTimestamp();
        while (true)
        {
            var (version, next) = content.Watch();
            var job = file.Length > 0 ? content.Jobs?.NewestAt(file) : null;
            version += (await inspector.InspectAsync(job)).Version;
            if (version != sent || time.GetElapsedTime(sentAt) >= Beat)
            {
                await response.Body.WriteAsync(
                    Encoding.ASCII.GetBytes(version == sent ? ":\n\n" : $"id: {version}\nevent: version\ndata: {version}\n\n"),
                    cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                (sent, sentAt) = (version, time.GetTimestamp());
            }

            try
            {
                // Pods change without a commit: while the job runs, the cluster is asked each second.
                await next.WaitAsync(job?.State == JobState.Processing ? JobInspector.Freshness : Beat, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Nothing has changed: the next round sends a comment.
            }
        }
    }
}
