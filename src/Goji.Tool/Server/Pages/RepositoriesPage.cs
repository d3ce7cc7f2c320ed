using System.Text;
using Goji.Reporting;
using Goji.Reporting.Html;
using Goji.Tool.Server.Repositories;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages;

/// <summary>The page of a server of several repositories: each with its jobs by state, and whether its passes go well.</summary>
internal sealed class RepositoriesPage(RepositorySet repositories)
{
    private static readonly JobState[] ByUrgency = [.. Enum.GetValues<JobState>().OrderBy(state => state.Urgency())];

    public Task WriteAsync(HttpContext context)
    {
        var bytes = Encoding.UTF8.GetBytes(Write());
        return PageResponse.WriteAsync(context, "text/html; charset=utf-8", PageAsset.TagOf(bytes), () => bytes);
    }

    private string Write()
    {
        var html = new HtmlText();
        PageShell.WriteHead(html, "Goji", script: false);
        html.Markup("<main id=\"main\">\n<header><div><h1><a href=\"/\">Jobs in git</a></h1><p class=\"where\"><span>").Number(
            repositories.All.Count);
        html.Markup(
            " repositories</span></p></div></header>\n<section class=\"group\"><table class=\"rows\"><thead><tr><th "
                + "scope=\"col\">Repository</th>");
        foreach (var state in ByUrgency)
        {
            html.Markup($"<th scope=\"col\">{state.Word()}</th>");
        }

        html.Markup("<th scope=\"col\">Read</th></tr></thead><tbody>\n");
        foreach (var repository in repositories.All)
        {
            WriteRow(html, repository);
        }

        return html.Markup("</tbody></table></section>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static void WriteRow(HtmlText html, ServedRepository repository)
    {
        var jobs = repository.Get<PageContent>().Jobs;
        html.Markup("<tr><td><a href=\"").Value($"{repository.Base}/").Markup("\"><code>").Value(repository.Name).Markup("</code></a>");
        if (repository.State.Problem is { Length: > 0 } problem)
        {
            html.Markup("<div class=\"reason\">").Value(problem).Markup("</div>");
        }

        html.Markup("</td>");
        foreach (var state in ByUrgency)
        {
            html.Markup($"<td><span class=\"{state.Word()}\">").Value(jobs is null ? "" : $"{jobs.Count(state)}").Markup("</span></td>");
        }

        html.Markup("<td class=\"when\">");
        if (jobs is not null)
        {
            html.Time(jobs.History.ReadAt);
        }

        html.Markup("</td></tr>\n");
    }
}
