using Goji.Reporting.Text;

namespace Goji.Reporting.Html;

/// <summary>What the pass did that the page was written after.</summary>
internal static class PassSection
{
    private const int MaxMoves = 50;

    public static void Write(HtmlText html, GojiReport report)
    {
        html
            .Markup($"<section class=\"pass\" aria-label=\"The pass\"><h2>{(report.DryRun ? "A look at " : "The pass at ")}")
            .Time(report.FinishedAt)
            .Markup("</h2><p>")
            .Value(ClosingLine.Of(report))
            .Markup("</p>");
        foreach (var warning in report.Warnings)
        {
            html.Markup("<p class=\"warning\">").Value(warning).Markup("</p>");
        }

        WriteMoves(html, [.. report.Moved.OrderBy(job => job.After.Urgency())]);
        html.Markup("</section>\n");
    }

    private static void WriteMoves(HtmlText html, List<JobReport> moved)
    {
        if (moved.Count == 0)
        {
            return;
        }

        html.Markup($"<details><summary>{StateNames.Count(moved.Count, "move")}</summary><ul>");
        foreach (var job in moved.Take(MaxMoves))
        {
            html
                .Markup("<li><code>")
                .Value(job.File)
                .Markup($"</code> {job.Before.Word()} → <span class=\"{job.After.Word()}\">{job.After.Word()}</span></li>");
        }

        html.Markup(moved.Count > MaxMoves ? $"<li>and {moved.Count - MaxMoves} more</li>" : "").Markup("</ul></details>");
    }
}
