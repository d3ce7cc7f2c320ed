using Goji.Model;
using Goji.Reporting;
using Goji.Reporting.Html;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages;

/// <summary>
/// The page of all jobs: the newest of each state, or one state page by page. Its size does not depend on how many jobs there are.
/// </summary>
internal sealed class OverviewPage(PageContent content)
{
    /// <summary>How many jobs of each state the page of all states shows.</summary>
    public const int Newest = 25;

    /// <summary>How many jobs a page of one state shows.</summary>
    public const int PageSize = 100;

    private const int LongestReason = 300;

    private static readonly JobState[] ByUrgency = [.. Enum.GetValues<JobState>().OrderBy(state => state.Urgency())];

    public string Write(PageQuery query)
    {
        var jobs = content.Jobs;
        var title = jobs is null ? "Goji" : $"{jobs.Count(JobState.Failed)} failed, {jobs.Count(JobState.Processing)} processing: Goji";
        return PageShell.Write(new(title, content.Version, $"{content.Base}/events"), html =>
        {
            PageShell.WriteHeader(html, content);
            if (jobs is not null)
            {
                WriteTools(html, jobs, query);
                WriteStates(html, jobs, query);
            }
        });
    }

    private void WriteTools(HtmlText html, JobIndex jobs, PageQuery query)
    {
        html
            .Markup("<form class=\"tools\" role=\"search\" action=\"")
            .Value($"{content.Base}/")
            .Markup("\"><nav id=\"states\" aria-label=\"States\">");
        foreach (var state in ByUrgency)
        {
            var target = query.State == state ? query with { State = null, Page = 1 } : query with { State = state, Page = 1 };
            html.Markup($"<a class=\"{state.Word()}\"{(query.State == state ? " aria-current=\"page\"" : "")} href=\"").Value(
                content.Base + target.Address());
            html.Markup($"\"><span>{state.Word()}</span> <b>").Number(jobs.Count(state)).Markup("</b></a>");
        }

        html.Markup("</nav>");
        if (query.State is { } only)
        {
            html.Markup($"<input type=\"hidden\" name=\"state\" value=\"{only.Word()}\">");
        }

        html.Markup(
            $"<input id=\"file\" name=\"q\" type=\"search\" maxlength=\"{PageQuery.LongestText}\" placeholder=\"Search by path ( / )\" "
                + $"aria-label=\"Search by path\" autocomplete=\"off\" spellcheck=\"false\" value=\"");
        html.Value(query.Text).Markup("\"><button>Search</button></form>\n");
    }

    private void WriteStates(HtmlText html, JobIndex jobs, PageQuery query)
    {
        var latest = content.Latest();
        var isEmpty = true;
        foreach (var state in ByUrgency.Where(state => query.State is null || query.State == state))
        {
            var found = jobs.Find(state, query.Words);
            if (state == JobState.Queued)
            {
                found = [.. found.OrderBy(job => latest.GetValueOrDefault((job.File, state))?.Position ?? int.MaxValue)];
            }

            if (found.Count > 0)
            {
                isEmpty = false;
                WriteState(html, query, state, found, latest);
            }
        }

        if (isEmpty)
        {
            html.Markup("<p class=\"empty\">No job file here.</p>\n");
        }
    }

    private void WriteState(
        HtmlText html,
        PageQuery query,
        JobState state,
        IReadOnlyList<JobHistory> found,
        IReadOnlyDictionary<(string File, JobState State),
        JobReport> latest)
    {
        var size = query.State is null ? Newest : PageSize;
        var pages = Math.Max(1, (found.Count + size - 1) / size);
        var page = Math.Min(query.Page, pages);
        html
            .Markup($"<section class=\"group\"><h2><span class=\"{state.Word()}\">{state.Word()}</span><span class=\"count\">")
            .Number(found.Count)
            .Markup("</span></h2>\n");
        html.Markup(
            "<table class=\"rows\"><thead><tr><th scope=\"col\">Job</th><th scope=\"col\">Newest attempt</th><th "
                + "scope=\"col\">Time</th></tr></thead><tbody>\n");
        foreach (var job in found.Skip((page - 1) * size).Take(size))
        {
            WriteRow(html, job, latest.GetValueOrDefault((job.File, state)));
        }

        html.Markup("</tbody></table>\n");
        if (query.State is null && found.Count > size)
        {
            html
                .Markup("<p class=\"more\"><a href=\"")
                .Value(content.Base + (query with { State = state }).Address())
                .Markup("\">All ")
                .Number(found.Count)
                .Markup($" {state.Word()}</a></p>\n");
        }

        if (query.State is not null && pages > 1)
        {
            WritePages(html, query with { Page = page }, pages);
        }

        html.Markup("</section>\n");
    }

    private void WritePages(HtmlText html, PageQuery query, int pages)
    {
        html.Markup("<nav class=\"more\" aria-label=\"Pages\">");
        if (query.Page > 1)
        {
            html
                .Markup("<a rel=\"prev\" href=\"")
                .Value(content.Base + (query with { Page = query.Page - 1 }).Address())
                .Markup("\">Newer</a> ");
        }

        html.Markup("page ").Number(query.Page).Markup(" of ").Number(pages);
        if (query.Page < pages)
        {
            html
                .Markup(" <a rel=\"next\" href=\"")
                .Value(content.Base + (query with { Page = query.Page + 1 }).Address())
                .Markup("\">Older</a>");
        }

        html.Markup("</nav>\n");
    }

    private void WriteRow(HtmlText html, JobHistory job, JobReport? latest)
    {
        var newest = job.Attempts is [.., var attempt] ? attempt : null;
        html
            .Markup("<tr><td><a href=\"")
            .Value(content.Base + AddressOf(job.File))
            .Markup("\"><code>")
            .Value(job.File)
            .Markup("</code></a>");
        if (latest?.Position is not null)
        {
            html.Markup(" <span class=\"place\">").Value(latest.Place()).Markup("</span>");
        }

        if (ReasonOf(job, newest, latest) is { Length: > 0 } reason)
        {
            html
                .Markup("<div class=\"reason\">")
                .Value(ShortText.Of(reason, LongestReason))
                .Markup("</div>");
        }

        html.Markup("</td><td class=\"when\">");
        if (newest is not null)
        {
            html.Time(newest.ClaimedAt);
        }

        html
            .Markup("</td><td class=\"took\">")
            .Value(newest is null ? "" : JobTimes.Text(JobTimes.Duration(newest.Jobs, content.Jobs!.History.ReadAt)))
            .Markup("</td></tr>\n");
    }

    /// <summary>The address of a job's own page, in its canonical spelling.</summary>
    public static string AddressOf(string file) => new PathString($"/jobs/{file}").ToUriComponent();

    private static string ReasonOf(JobHistory job, AttemptReport? newest, JobReport? latest) =>
        latest is not null && JobDetails.Reason(latest) is { Length: > 0 } reason ? reason
        : job.Note.Length > 0 ? job.Note
        : newest is null || job.State == JobState.Succeeded ? ""
        : AttemptBlock.Why(newest);
}
