using Goji.Model;

namespace Goji.Reporting.Html;

/// <summary>One attempt in words: its Jobs, and what their pods showed, where a report has that.</summary>
internal sealed class AttemptBlock(HtmlText html, DateTimeOffset now)
{
    /// <summary>Logs of more lines than that are folded.</summary>
    private const int OpenLines = 30;

    /// <summary>How many attempts of a job are described.</summary>
    private const int MaxAttempts = 20;

    /// <summary>The folder that links to files start from; null for no links.</summary>
    public string? Folder { get; init; }

    /// <summary>Writes the newest attempts of a job, the newest first, and counts the earlier ones.</summary>
    /// <param name="job">The job.</param>
    /// <param name="latest">What a pass has just reported of it; null for nothing.</param>
    public void WriteNewest(JobHistory job, JobReport? latest)
    {
        html.Markup("<ol class=\"attempts\" reversed>");
        for (var i = job.Attempts.Count - 1; i >= Math.Max(0, job.Attempts.Count - MaxAttempts); i--)
        {
            Write(job.Attempts[i], i == job.Attempts.Count - 1 ? latest : null);
        }

        html.Markup("</ol>");
        if (job.Attempts.Count > MaxAttempts)
        {
            html
                .Markup("<p class=\"none\">")
                .Number(job.Attempts.Count - MaxAttempts)
                .Markup(" earlier attempts are in <code>")
                .Value($".goji/runs/{job.File}")
                .Markup("</code>.</p>");
        }
    }

    private void Write(AttemptReport attempt, JobReport? latest)
    {
        var state = attempt.State.Word();
        html.Markup($"<li class=\"{state}\"><p class=\"head\"><b class=\"{state}\">{(attempt.Refused.Length > 0 ? "refused" : state)}</b>").Time(attempt.Began());
        html.Markup($"<span>{JobTimes.Text(JobTimes.Duration(attempt.Jobs, now))}</span><code>").Value(attempt.Id).Markup("</code></p>");
        html.Markup("<p class=\"by\">by ").Linked(attempt.ClaimedBy).Markup("</p>");
        if (attempt.Refused.Length > 0)
        {
            html.Markup("<p class=\"run\">").Value(attempt.Refused).Markup("</p>");
        }

        foreach (var run in attempt.Jobs)
        {
            Write(run, latest?.Jobs.FirstOrDefault(job => job.Namespace == run.Namespace && job.Name == run.Name && job.Uid == run.Uid));
        }

        html.Markup("</li>");
    }

    /// <summary>Why an attempt was refused, or why each of its Jobs did not succeed.</summary>
    public static string Why(AttemptReport attempt) => attempt.Refused.Length > 0
        ? attempt.Refused
        : string.Join(
            "; ",
            attempt.Jobs.Where(run => run.State != JobState.Succeeded && run.Reason.Length + run.Message.Length > 0).Select(Why));

    /// <summary>Reason and message, as far as there are any.</summary>
    private static string Why(KubernetesJobReport job) => (job.Reason.Length, job.Message.Length) switch
    {
        (> 0, > 0) => $"{job.Reason}: {job.Message}",
        _ => job.Reason + job.Message,
    };

    /// <summary>The address of a file, relative where that is possible: the page and the logs are moved together.</summary>
    private static string AddressOf(string file, string folder)
    {
        var path = Path.GetRelativePath(folder, file);
        return Path.IsPathRooted(path)
            ? new Uri(path).AbsoluteUri
            : UrlPath.Escape(path.Split(Path.DirectorySeparatorChar, '/'));
    }

    private void Write(KubernetesJobReport recorded, KubernetesJobReport? seen)
    {
        // What a pass has just seen is as new as the record, and has more about a Job that still runs.
        var run = seen ?? recorded;
        html.Markup("<div class=\"run\"><p>").Value(JobDetails.Headline(run, now)).Markup("</p>");
        if (run.Message.Length > 0)
        {
            html.Markup("<p>").Value(run.Message).Markup("</p>");
        }

        foreach (var pod in run.Pods)
        {
            html.Markup("<div class=\"pod\"><p>").Value(pod.Sentence).Markup("</p>");
            if (pod.Log.Count > 0)
            {
                html
                    .Markup($"<details class=\"log\"{(pod.Log.Count > OpenLines ? "" : " open")}><summary>Last ")
                    .Number(pod.Log.Count)
                    .Markup(" log lines</summary><pre tabindex=\"0\">");
                html.Lines(string.Join('\n', pod.Log)).Markup("</pre></details>");
            }

            if (Folder is not null && pod.LogFile is { } file)
            {
                html.Markup("<p><a href=\"").Value(AddressOf(file, Folder)).Markup("\">Whole log</a></p>");
            }

            html.Markup("</div>");
        }

        html.Markup("</div>");
    }
}
