using System.Security.Cryptography;
using System.Text;
using Goji.Ports.Pods;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>Answers with the page of a job.</summary>
internal sealed class JobPages(PageContent content, JobPage page, JobInspector inspector, RunnerSource runners, TimeProvider time)
{
    /// <summary>The header with which the script asks for what changes alone: it follows the log by itself.</summary>
    private const string PartHeader = "X-Goji-Part";

    /// <summary>How long a page waits for the last lines of a log.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task AnswerAsync(HttpContext context)
    {
        var file = context.Request.RouteValues["file"] as string ?? "";
        if (content.Jobs is not { } jobs || jobs.NewestAt(file) is not { } job)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("There is no such job.", context.RequestAborted);
            return;
        }

        var inspection = await inspector.InspectAsync(job);
        var lines = page.ShowsLogs && context.Request.Headers[PartHeader].Count == 0
            ? await LinesAsync(inspection.Main, context.RequestAborted)
            : [];
        context.Response.Headers.Vary = PartHeader;
        await PageResponse.WriteAsync(
            context,
            PageResponse.Html,
            $"\"{page.VersionOf(inspection)}{HashOf(lines)}\"",
            () => Encoding.UTF8.GetBytes(page.Write(file, new(inspection, ManifestOf(jobs.History, job), lines)) ?? ""));
    }

    private async Task<IReadOnlyList<string>> LinesAsync(PodContainer? container, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        if (container is null)
        {
            return lines;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await foreach (var line in inspector.View().ReadAsync(container,
                new() { Tail = LogSection.Lines, LimitBytes = 1 << 20 }, either.Token))
            {
                lines.Add(line.Text);
            }
        }
        catch (Exception exception) when (exception is GojiException or HttpRequestException or IOException or OperationCanceledException)
        {
            // The page shows what has come.
        }

        return lines;
    }

    private (string Path, string Text, bool IsCut)? ManifestOf(GojiHistory history, JobHistory job)
    {
        try
        {
            return runners.Current().ReadManifest(history.Commit, job.State, job.File, ManifestSection.MaxBytes);
        }
        catch (GojiException)
        {
            // The clone is being mended: the page has more to show.
            return null;
        }
    }

    private static string HashOf(IReadOnlyList<string> lines) =>
        lines.Count == 0 ? "" : "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..8];
}
