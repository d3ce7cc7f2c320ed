using Goji.Reporting;
using Goji.Reporting.Html;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>The page of one job: its manifest, its attempts, what its pods report, the commands to look further, and its log.</summary>
internal sealed class JobPage(PageContent content, bool showsLogs, TimeProvider time)
{
    /// <summary>Whether the page shows logs.</summary>
    public bool ShowsLogs => showsLogs;

    /// <param name="file">The path of the job.</param>
    /// <param name="data">What is shown beside the history.</param>
    /// <returns>The page; null where there is no such job.</returns>
    public string? Write(string file, JobPageData data)
    {
        if (content.Jobs is not { } jobs || jobs.At(file) is not { Count: > 0 } found)
        {
            return null;
        }

        return PageShell.Write(new($"{file}: Goji", VersionOf(data.Inspection), content.Base + EventsOf(file)), html =>
        {
            PageShell.WriteHeader(html, content);
            html.Markup("<h2 class=\"file\"><code>").Value(file).Markup("</code></h2>\n");
            new ManifestSection(html, jobs.History).Write(data.Manifest);
            foreach (var job in found)
            {
                WriteJob(html, job, jobs.History.ReadAt);
            }

            new PodSection(html, content.Base, file, showsLogs, time.GetUtcNow()).Write(data.Inspection);
        },
        html => LogSection.Write(html, content.Base, file, showsLogs, data.LogLines));
    }

    /// <summary>The version of the page: that of the content, and of what the cluster shows.</summary>
    public string VersionOf(JobInspection inspection) => content.Version + inspection.Version;

    private static string EventsOf(string file) => "/events" + QueryString.Create("job", file).ToUriComponent();

    private void WriteJob(HtmlText html, JobHistory job, DateTimeOffset now)
    {
        html.Markup($"<section class=\"group job-page\"><h2><span class=\"{job.State.Word()}\">{job.State.Word()}</span>");
        var latest = WithoutLogs(content.Latest(job));
        html.Markup(" <span class=\"place\">").Value(latest?.Place() ?? "").Markup("</span></h2>\n");
        if ((latest is not null && JobDetails.Reason(latest) is { Length: > 0 } reason ? reason : job.Note) is { Length: > 0 } note)
        {
            html.Markup("<p class=\"note\">").Value(note).Markup("</p>\n");
        }

        WriteCommands(html, job);
        if (job.Attempts.Count == 0)
        {
            html.Markup("<p class=\"none\">No attempt is recorded.</p>\n");
        }
        else
        {
            new AttemptBlock(html, now).WriteNewest(job, latest);
            html.Markup("\n");
        }

        html.Markup("</section>\n");
    }

    private static void WriteCommands(HtmlText html, JobHistory job)
    {
        var commands = (job.Attempts is [.., var newest] ? newest.Jobs : [])
            .Where(run => run.Uid.Length > 0)
            .SelectMany(run => (string[])
            [
                $"kubectl --namespace {run.Namespace} logs --all-containers --prefix job/{run.Name}",
                $"kubectl --namespace {run.Namespace} describe job/{run.Name}",
            ])
            .ToList();
        if (job.Attempts.Count > 0)
        {
            commands.Add($"goji logs {ShellWord(job.File)}{(job.State == JobState.Processing ? " --follow" : "")}");
        }

        if (job.State is JobState.Failed or JobState.Succeeded or JobState.Unknown)
        {
            commands.Add($"goji requeue {ShellWord(job.State.Word() + "/" + job.File)}");
        }

        foreach (var command in commands)
        {
            html
                .Markup("<p class=\"command\"><code>")
                .Value(command)
                .Markup("</code><button type=\"button\" class=\"copy\" hidden>Copy</button></p>\n");
        }
    }

    /// <summary>A word as a POSIX shell takes it literally.</summary>
    private static string ShellWord(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_')
            ? text
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Logs may hold secrets: they are shown only where the settings ask for it.</summary>
    private JobReport? WithoutLogs(JobReport? report) => report is null || showsLogs
        ? report
        : report with { Jobs = [.. report.Jobs.Select(run => run with { Pods = [.. run.Pods.Select(pod => pod with { Log = [] })] })] };
}
