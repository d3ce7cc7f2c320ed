using System.Net;
using Goji.Ports;
using Goji.Reporting;

namespace Goji.Tool.Server;

/// <summary>The page that a browser sees: the report of all attempts. It is made once for each history, so that a visitor costs no git, no cluster and no rendering.</summary>
internal sealed class StatusPage(ServerState state)
{
    private sealed record Page(GojiHistory Of, string Html);

    private volatile Page? newest;

    public Task<string> RenderAsync() => Task.FromResult(state.History is { } history ? Render(history) : Empty(state.Problem));

    private string Render(GojiHistory history)
    {
        if (newest is { } page && ReferenceEquals(page.Of, history))
        {
            return page.Html;
        }

        var html = HtmlReport.Write(history, state.Newest);
        newest = new(history, html);
        return html;
    }

    private static string Empty(string problem) =>
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Goji</title></head><body><p>{WebUtility.HtmlEncode(problem)}</p></body></html>\n";
}
