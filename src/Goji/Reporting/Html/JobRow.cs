namespace Goji.Reporting.Html;

/// <summary>One job file: a line that unfolds to its attempts, newest first.</summary>
internal sealed class JobRow(HtmlText html, TimeAxis axis, DateTimeOffset now, string? folder)
{
    /// <param name="job">The job file.</param>
    /// <param name="latest">Its entry in the report, or null.</param>
    public void Write(JobHistory job, JobReport? latest)
    {
        var newest = job.Attempts.Count > 0 ? job.Attempts[^1] : null;
        html
            .Markup("<details class=\"job\" data-file=\"")
            .Value(job.File)
            .Markup("\"><summary><div class=\"name\"><code>")
            .Value(job.File)
            .Markup("</code>");
        if (latest?.Position is not null)
        {
            html.Markup(" <span class=\"place\">").Value(latest.Place()).Markup("</span>");
        }

        if (Reason(job, newest, latest) is { Length: > 0 } reason)
        {
            html.Markup("<div class=\"reason\">").Value(reason).Markup("</div>");
        }

        html.Markup("</div>").Markup(axis.Strip(job.Attempts)).Markup("<span class=\"when\">");
        if (newest is not null)
        {
            html.Time(newest.Began());
        }

        html
            .Markup("</span><span class=\"took\">")
            .Markup(newest is null ? "" : JobTimes.Text(JobTimes.Duration(newest.Jobs, now)))
            .Markup("</span></summary>");
        WriteAttempts(job, latest);
        html.Markup("</details>\n");
    }

    private void WriteAttempts(JobHistory job, JobReport? latest)
    {
        if (job.Note.Length > 0)
        {
            html.Markup("<p class=\"note warning\">").Value(job.Note).Markup("</p>");
        }

        if (job.Attempts.Count == 0)
        {
            html.Markup("<p class=\"none\">No attempt is recorded.</p>");
            return;
        }

        new AttemptBlock(html, now) { Folder = folder }.WriteNewest(job, latest);
    }

    private static string Reason(JobHistory job, AttemptReport? newest, JobReport? latest) =>
        latest is not null && JobDetails.Reason(latest) is { Length: > 0 } reason ? reason
        : job.Note.Length > 0 ? job.Note
        : newest is null || newest.State == JobState.Succeeded ? ""
        : AttemptBlock.Why(newest);
}
