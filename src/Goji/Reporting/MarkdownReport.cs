using System.Text;
using Goji.Reporting.Markdown;
using Goji.Reporting.Text;

namespace Goji.Reporting;

/// <summary>Writes a report as Markdown with tables (GitHub's flavour), for the summary of a build.</summary>
public static class MarkdownReport
{
    // GitHub refuses the summary of a step from 1 MiB on, and shows nothing of it then.
    private const int MaxChars = 256 * 1024;

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>
    /// The text: counts, a table of the job files, what waits or went wrong first, and a folded block of details for each that did not
    /// succeed. Of a report that is larger than build systems take, the most urgent part, and how many jobs it leaves out.
    /// </returns>
    public static string Write(GojiReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.Append("### Goji: ").Append(MarkdownText.Escape(ClosingLine.Of(report))).Append("\n\n");
        text.Append(MarkdownText.Code(report.Repository)).Append(", branch ").Append(MarkdownText.Code(report.Branch));
        text.Append(report.Cluster.Length > 0 ? ", cluster " + MarkdownText.Code(report.Cluster) : "").Append("\n\n");
        foreach (var warning in report.Warnings.TakeWhile(_ => text.Length < MaxChars))
        {
            text.Append("> **Warning:** ").Append(MarkdownText.Escape(warning)).Append("\n\n");
        }

        var jobs = report.Jobs.InStartingOrder().OrderBy(job => job.After.Urgency()).ToList();
        WriteTable(text, jobs, report.FinishedAt);
        foreach (var job in jobs.Where(JobDetails.IsInTrouble).TakeWhile(_ => text.Length < MaxChars * 2))
        {
            WriteDetails(text, job, report.FinishedAt);
        }

        return text.ToString();
    }

    /// <summary>Writes a report to a text writer, as <see cref="Write(GojiReport)"/> does.</summary>
    /// <param name="report">The report.</param>
    /// <param name="writer">The writer. It is neither flushed nor closed.</param>
    public static void Write(GojiReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Write(report));
    }

    private static void WriteTable(StringBuilder text, List<JobReport> jobs, DateTimeOffset now)
    {
        if (jobs.Count == 0)
        {
            return;
        }

        text.Append("| File | State | Job | Time | Reason |\n| --- | --- | --- | ---: | --- |\n");
        var written = 0;
        var showsPlaces = jobs.Count(job => job.Position is not null) > 1;
        foreach (var job in jobs.TakeWhile(_ => text.Length < MaxChars))
        {
            var names = string.Join(", ", job.Jobs.Select(each => MarkdownText.Code($"{each.Namespace}/{each.Name}")));
            text.Append("| ").Append(MarkdownText.Code(job.File))
                .Append(" | ")
                    .Append(job.Before == job.After ? State(job.After) : $"{State(job.Before)} → {State(job.After)}")
                    .Append(showsPlaces && job.Position is not null ? " " + MarkdownText.Escape(job.Place()) : "")
                .Append(" | ").Append(names)
                .Append(" | ").Append(JobTimes.Text(JobTimes.Duration(job.Jobs, now)))
                .Append(" | ").Append(MarkdownText.Escape(JobDetails.Reason(job))).Append(" |\n");
            written++;
        }

        text.Append(written < jobs.Count ? $"\n{StateNames.Count(jobs.Count - written, "more job")} not listed here.\n\n" : "\n");
    }

    private static string State(JobState state) => state is JobState.Failed or JobState.Unknown ? $"**{state.Word()}**" : state.Word();

    private static void WriteDetails(StringBuilder text, JobReport job, DateTimeOffset now) =>
        text.Append("<details><summary>").Append(MarkdownText.Code($"{job.After.Word()}/{job.File}")).Append("</summary>\n\n")
            .Append(MarkdownText.Fence(string.Join("\n", JobDetails.Of(job, now))))
            .Append("\n</details>\n\n");
}
