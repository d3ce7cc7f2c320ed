using System.Globalization;
using Goji.Model;
using Goji.Reporting.Html;

namespace Goji.Reporting;

/// <summary>
/// Writes the history of a jobs repository as one HTML page that needs nothing else: no network, no other file, no server.
/// </summary>
/// <remarks>
/// The page shows the job files by their state, a timeline of their attempts, and for each job its attempts with their reasons. Every job
/// that is queued or processing is shown, and the newest 50 of each other state: those of the pass first. It can be filtered; the filter
/// is in the address: <c>#state=failed,unknown&amp;file=team-a&amp;range=7d</c>, with the ranges <c>24h</c>, <c>7d</c>, <c>30d</c> and
/// <c>90d</c>; <c>theme=dark</c> and <c>theme=light</c> override the reader's own. Where a viewer runs no scripts, everything but the
/// filter and the chart works. Times are UTC.
/// </remarks>
public static class HtmlReport
{
    private const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' "
            + "fill='%23c4261d'/%3E%3C/svg%3E";

    private static readonly JobState[] ByUrgency = [.. Enum.GetValues<JobState>().OrderBy(state => state.Urgency())];

    /// <summary>Writes a page.</summary>
    /// <param name="history">The history of the repository.</param>
    /// <param name="report">The pass that has just ended: its reasons, and what the pods showed, appear with the jobs.
    /// <see langword="null"/> shows the history alone.</param>
    /// <returns>The HTML text.</returns>
    public static string Write(GojiHistory history, GojiReport? report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(history, report, text);
        return text.ToString();
    }

    /// <summary>Writes a page to a text writer, part by part.</summary>
    /// <param name="history">The history of the repository.</param>
    /// <param name="report">The pass that has just ended; <see langword="null"/> shows the history alone.</param>
    /// <param name="writer">The writer, which encodes UTF-8: the page declares it. It is neither flushed nor closed.</param>
    /// <param name="folder">
    /// The folder that the page is written to, from which it links to the files that keep whole logs. <see langword="null"/> leaves
    /// the links out.
    /// </param>
    public static void Write(GojiHistory history, GojiReport? report, TextWriter writer, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(writer);
        var html = new HtmlText(writer);
        var shown = new ShownJobs(report);
        var rows = ByUrgency.ToDictionary(state => state, state => shown.Of(history, state));
        var axis = new TimeAxis(rows.Values.SelectMany(jobs => jobs), history.ReadAt);
        WriteHead(html, history, axis);
        WriteTools(html, history);
        if (report is not null)
        {
            PassSection.Write(html, report);
        }

        var row = new JobRow(html, axis, history.ReadAt, folder);
        foreach (var state in ByUrgency.Where(state => history.Count(state) > 0))
        {
            WriteGroup(html, state, history.Count(state), rows[state], job => row.Write(job, shown.ReportOf(job)));
        }

        html
            .Markup("<p id=\"nothing\" class=\"empty\"")
            .Markup(history.Jobs.Count > 0 ? " hidden" : "")
            .Markup(">No job file here.</p>\n</main>\n");
        html.Markup("<script>").Markup(PageAssets.Script).Markup("</script>\n</body>\n</html>\n");
    }

    private static void WriteHead(HtmlText html, GojiHistory history, TimeAxis axis)
    {
        html.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"").Markup(PageAssets.Policy);
        html.Markup(
            "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
                + "dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        html
            .Markup($"<link rel=\"icon\" href=\"{Icon}\">\n<title>")
            .Number(history.Count(JobState.Failed))
            .Markup(" failed, ")
            .Number(history.Count(JobState.Processing))
            .Markup(" processing: Goji</title>\n<style>");
        html.Markup(PageAssets.Style).Markup(
            $"</style>\n</head>\n<body data-end=\"{axis.End.ToUnixTimeSeconds()}\" data-span=\"{axis.Seconds}\">\n<header><div><h1>Jobs in "
                + $"git</h1><p class=\"where\"><span><code>");
        html
            .Value(RemoteAddress.WithoutCredentials(history.Repository))
            .Markup("</code></span><span>branch <code>")
            .Value(history.Branch)
            .Markup("</code></span><span>commit <code>");
        html
            .Value(history.Commit.Length > 10 ? history.Commit[..10] : history.Commit)
            .Markup("</code></span><span>read ")
            .Time(history.ReadAt)
            .Markup(" UTC</span></p></div>");
        html.Markup("<button id=\"theme\" class=\"js\" type=\"button\" hidden>Dark</button></header>\n<main>\n");
    }

    private static void WriteTools(HtmlText html, GojiHistory history)
    {
        html.Markup("<div class=\"tools js\" role=\"search\" hidden><div id=\"states\" role=\"group\" aria-label=\"States\">");
        foreach (var state in ByUrgency)
        {
            html
                .Markup(
                    $"<button type=\"button\" class=\"{state.Word()}\" value=\"{state.Word()}\" "
                        + $"aria-pressed=\"false\"><span>{state.Word()}</span><b>")
                .Number(history.Count(state))
                .Markup("</b></button>");
        }

        html.Markup(
            "</div><input id=\"file\" type=\"search\" placeholder=\"Filter by file ( / )\" aria-label=\"Filter by file\" "
                + "autocomplete=\"off\" spellcheck=\"false\">");
        html.Markup(
            "<select id=\"range\" aria-label=\"Time\"><option value=\"\">All time</option><option value=\"90d\">90 days</option><option "
                + "value=\"30d\">30 days</option><option value=\"7d\">7 days</option><option value=\"24h\">24 "
                + "hours</option></select></div>\n");
        html.Markup(
            "<section id=\"activity\" class=\"js\" aria-label=\"Attempts over time\" hidden><p class=\"caption\"><span id=\"shown\" "
                + "role=\"status\"></span><span id=\"scale\"></span></p><svg viewBox=\"0 0 80 40\" preserveAspectRatio=\"none\" "
                + "aria-hidden=\"true\">");
        foreach (var state in ByUrgency)
        {
            html.Markup($"<path class=\"{state.Word()}\" d=\"\"/>");
        }

        html.Markup("</svg><p class=\"axis\" aria-hidden=\"true\"><span></span><span></span><span></span><span></span></p></section>\n");
    }

    private static void WriteGroup(HtmlText html, JobState state, int count, List<JobHistory> rows, Action<JobHistory> writeRow)
    {
        html
            .Markup(
                $"<section class=\"group\" data-state=\"{state.Word()}\"><h2><span class=\"{state.Word()}\">{state.Word()}</span><span "
                    + $"class=\"count\">")
            .Number(count)
            .Markup("</span></h2><div class=\"rows\">\n");
        rows.ForEach(writeRow);
        html.Markup("</div>");
        if (rows.Count < count)
        {
            html
                .Markup("<p class=\"none\">The newest ")
                .Number(rows.Count)
                .Markup(" of ")
                .Number(count)
                .Markup(" are shown. The run records of all are in the repository, below .goji/runs.</p>");
        }

        html.Markup("</section>\n");
    }
}
