using Goji.Reporting.Html;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>The log of a job. Without script it shows the last lines; the script follows it.</summary>
internal static class LogSection
{
    /// <summary>How many lines are shown without script.</summary>
    public const int Lines = 100;

    public static void Write(HtmlText html, string start, string file, bool showsLogs, IReadOnlyList<string> lines)
    {
        html
            .Markup("<section id=\"log\" class=\"group\" aria-label=\"Log\" data-address=\"")
            .Value(start + new PathString($"/logs/{file}").ToUriComponent())
            .Markup("\"><h2>Log</h2>\n");
        if (!showsLogs)
        {
            html.Markup("<p class=\"none\">Logs may hold secrets and are not shown. <code>--page-logs</code> shows them.</p></section>\n");
            return;
        }

        html.Markup("<form class=\"log-tools\" hidden><select id=\"log-container\" aria-label=\"Container\"></select>");
        html.Markup(
            "<select id=\"log-tail\" aria-label=\"Lines\"><option value=\"100\">100 lines</option><option value=\"1000\" selected>1,000 "
                + "lines</option><option value=\"\">All lines</option></select>");
        html.Markup(
            "<label><input type=\"checkbox\" id=\"log-follow\" checked> Follow</label><label><input type=\"checkbox\" id=\"log-wrap\" "
                + "checked> Wrap</label>");
        html.Markup(
            "<input id=\"log-search\" type=\"search\" placeholder=\"Search the log\" aria-label=\"Search the log\" autocomplete=\"off\" "
                + "spellcheck=\"false\"><span id=\"log-found\" role=\"status\"></span>");
        html.Markup(
            "<a id=\"log-download\" download href=\"\">Download</a></form>\n<pre id=\"log-lines\" class=\"wrap\" tabindex=\"0\" "
                + "role=\"log\" aria-live=\"off\">");
        foreach (var line in lines)
        {
            html.Lines(line).Markup("\n");
        }

        html
            .Markup("</pre><p id=\"log-state\" class=\"none\" role=\"status\">")
            .Value(lines.Count > 0 ? $"The last {lines.Count} lines." : "There is no log.")
            .Markup("</p></section>\n");
    }
}
