using System.Globalization;
using System.Text;
using Goji.Ports.Pods;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>Answers with the log of a container of a job: as text, or as events that go on while the container writes.</summary>
internal sealed class LogPages(
    PageContent content, JobPage page, JobInspector inspector, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>How many logs are read at a time.</summary>
    private const int MaxReaders = 50;

    /// <summary>How many of the newest attempts of a job are looked through for the container.</summary>
    private const int MaxAttempts = 20;

    private int readers;

    public async Task AnswerAsync(HttpContext context)
    {
        if (!page.ShowsLogs)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "Logs may hold secrets and are not shown. --page-logs shows them.");
            return;
        }

        if (Interlocked.Increment(ref readers) > MaxReaders)
        {
            Interlocked.Decrement(ref readers);
            context.Response.Headers.RetryAfter = "30";
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many logs are being read. Try again later.");
            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await AnswerAsync(context, ends.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or GojiException or HttpRequestException or IOException)
        {
            // The visitor has gone, the server stops, or the cluster is away.
            await RefuseAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "The log cannot be read: the cluster does not answer, or the log is gone.");
        }
        finally
        {
            Interlocked.Decrement(ref readers);
        }
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var file = context.Request.RouteValues["file"] as string ?? "";
        if (await FindAsync(file, query["pod"].ToString(), query["container"].ToString(), cancellationToken) is not { } container)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such log. The pods of the job may be gone.");
            return;
        }

        PageResponse.Protect(context);
        context.Response.Headers.CacheControl = "no-store";
        var tail = int.TryParse(query["tail"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            ? lines
            : (int?)null;
        if (context.Request.Headers.Accept.ToString().StartsWith(LogStream.ContentType, StringComparison.Ordinal))
        {
            await new LogStream(context, inspector.View(), time).SendAsync(container, tail, cancellationToken);
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        if (query.ContainsKey("download"))
        {
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{container.Pod}.{container.Name}.log\"";
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            await foreach (var line in inspector.View().ReadAsync(container,
                new() { Tail = tail, Previous = query.ContainsKey("previous") }, cancellationToken))
            {
                await context.Response.WriteAsync(line.HasRest ? line.Text : line.Text + "\n", Encoding.UTF8, cancellationToken);
            }
        }
    }

    /// <summary>Finds a container among those of the job's own attempts: nobody reads another pod's log here.</summary>
    private async Task<PodContainer?> FindAsync(string file, string pod, string container, CancellationToken cancellationToken)
    {
        var runs = (content.Jobs?.At(file) ?? [])
            .SelectMany(job => job.Attempts.TakeLast(MaxAttempts))
            .SelectMany(attempt => attempt.Jobs)
            .Where(run => run.Uid.Length > 0);
        foreach (var space in runs.GroupBy(run => run.Namespace))
        {
            var containers = await inspector.View().ContainersAsync(space.Key, [.. space.Select(run => run.Uid)], cancellationToken);
            if (containers.FirstOrDefault(each => each.Pod == pod && each.Name == container && each.HasLog) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static async Task RefuseAsync(HttpContext context, int status, string reason)
    {
        if (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Clear();
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(reason, context.RequestAborted);
        }
    }
}
