using Goji.Reporting.Text;

namespace Goji.Reporting;

/// <summary>Writes a report as plain text, for a terminal or the log of a build.</summary>
/// <remarks>
/// <para>
/// A table of the job files, with the reason of what waits below its row; then for each job that did not succeed a block with its reason,
/// what its pods showed and the ends of their logs; then warnings; then a line of counts. When nothing moved, nothing is held and nothing
/// is in trouble, there is the line of counts alone.
/// </para>
/// <para>
/// Goji's own words and lines are ASCII, without colours. Names and logs keep their letters, but nothing in them can steer a terminal or
/// command a CI system: see <see cref="LogText.Disarm"/>.
/// </para>
/// </remarks>
public static class TextReport
{
    /// <summary>The width in characters that fits any log: 80.</summary>
    public const int NarrowestWidth = 80;

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="width">How many characters fit on a line: at least 80. Only what cannot be broken, such as a long path or a line of a
    /// container's log, is wider.</param>
    /// <returns>The text, with line feeds as line ends and one at its end.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is below 80.</exception>
    public static string Write(GojiReport report, int width)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, NarrowestWidth);
        var lines = new TextLines(width);
        if (report.Jobs.Count > 0 && IsWorthATable(report))
        {
            WriteHeading(lines, report);
            new JobTable(lines, report.Jobs, report.FinishedAt).Write();
            lines.Add("");
            WriteTroubles(lines, report);
        }

        WriteWarnings(lines, report);
        lines.AddWrapped("", "", ClosingLine.Of(report));
        return LogText.Disarm(lines.ToString());
    }

    /// <summary>Writes a report to a text writer.</summary>
    /// <param name="report">The report.</param>
    /// <param name="writer">The writer. It is neither flushed nor closed.</param>
    /// <param name="width">How many characters fit on a line: at least 80.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is below 80.</exception>
    public static void Write(GojiReport report, TextWriter writer, int width)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Write(report, width));
    }

    private static bool IsWorthATable(GojiReport report) =>
        report.DryRun || report.Moved.Any() || report.Held.Any() || report.Warnings.Count > 0 || report.Jobs.Any(JobDetails.IsInTrouble);

    private static void WriteHeading(TextLines lines, GojiReport report)
    {
        lines.AddWrapped("", "", PlainText.Line($"{report.Repository}, branch {report.Branch}"));
        if (report.Cluster.Length > 0)
        {
            lines.AddWrapped("", "", PlainText.Line($"cluster {report.Cluster}"));
        }

        if (report.DryRun)
        {
            lines.AddWrapped(
                "", "", "Preview: these are the states that a pass would produce now. Running Jobs and later pushes may change them.");
        }

        lines.Add("");
    }

    private static void WriteTroubles(TextLines lines, GojiReport report)
    {
        foreach (var job in report.Jobs.Where(JobDetails.IsInTrouble).OrderBy(job => job.After.Urgency()))
        {
            lines.Add(PlainText.Line($"{job.After.Word()}/{job.File}"));
            foreach (var line in JobDetails.Of(job, report.FinishedAt))
            {
                var indent = new string(' ', 4 + line.Length - line.TrimStart().Length);
                if (line.TrimStart().StartsWith(JobDetails.LogMark, StringComparison.Ordinal))
                {
                    lines.Add("    " + line);
                }
                else
                {
                    lines.AddWrapped(indent, indent + "  ", line);
                }
            }

            lines.Add("");
        }
    }

    private static void WriteWarnings(TextLines lines, GojiReport report)
    {
        var warnings = report.Warnings.Where(warning => !IsShown(report, warning)).ToList();
        foreach (var warning in warnings)
        {
            lines.AddWrapped("Warning: ", "  ", PlainText.Line(warning));
        }

        if (warnings.Count > 0)
        {
            lines.Add("");
        }
    }

    /// <summary>Whether the job's row or block has the same already.</summary>
    private static bool IsShown(GojiReport report, string warning) => report.Jobs.Any(job =>
        job.Reason == warning
        || (JobDetails.IsInTrouble(job) && warning.StartsWith($"{job.After.Word()}/{job.File}: ", StringComparison.Ordinal)));
}
