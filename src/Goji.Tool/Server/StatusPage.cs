using System.Net;

namespace Goji.Tool.Server;

/// <summary>The page that a browser sees.</summary>
internal sealed class StatusPage(ServerState state)
{
    /// <summary>Renders the whole page as HTML without scripts. The report of all attempts takes this method's place.</summary>
    public Task<string> RenderAsync()
    {
        var body = state.Newest is { } report
            ? $"<p>{Text(report.Repository)}, branch {Text(report.Branch)}, as of {report.FinishedAt.UtcDateTime:u}.</p><ul>{string.Concat(report.Jobs.Select(Item))}</ul>"
            : $"<p>{Text(state.Problem)}</p>";
        return Task.FromResult($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Goji</title></head><body><h1>Goji</h1>{body}</body></html>\n");
    }

    private static string Item(JobReport job) => $"<li>{Text(Output.ReportText.Line(job))}</li>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
