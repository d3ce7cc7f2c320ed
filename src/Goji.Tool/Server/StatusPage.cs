using System.Net;

namespace Goji.Tool.Server;

/// <summary>The page that a browser sees.</summary>
internal sealed class StatusPage(ServerState state)
{
    /// <summary>Renders the whole page as HTML without scripts, from what the newest pass left behind: a visitor costs no git and no cluster.</summary>
    public Task<string> RenderAsync()
    {
        var body = state.History is { } history
            ? $"<p>{Text(history.Repository)}, branch {Text(history.Branch)}, as of {history.ReadAt.UtcDateTime:u}.</p><ul>{string.Concat(history.Jobs.Select(Item))}</ul>"
            : $"<p>{Text(state.Problem)}</p>";
        return Task.FromResult($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Goji</title></head><body><h1>Goji</h1>{body}</body></html>\n");
    }

    private static string Item(JobHistory job) => $"<li>{Text($"{job.State.ToString().ToLowerInvariant()}/{job.File}")}</li>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
