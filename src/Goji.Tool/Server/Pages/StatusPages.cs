using System.Text;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages;

/// <summary>Answers with pages. The overview that everybody opens is rendered once for each version of the content.</summary>
internal sealed class StatusPages(PageContent content, OverviewPage overview, JobPage job)
{
    private const string Html = "text/html; charset=utf-8";

    private sealed record Rendered(string Version, byte[] Bytes);

    private volatile Rendered? newest;

    public Task OverviewAsync(HttpContext context)
    {
        var query = PageQuery.Of(context.Request.Query);
        var version = content.Version;
        return PageResponse.WriteAsync(context, Html, $"\"{version}\"", () => query == new PageQuery(null, "", 1) ? Cached(version, query) : Encoding.UTF8.GetBytes(overview.Write(query)));
    }

    public async Task JobAsync(HttpContext context)
    {
        var version = content.Version;
        var file = context.Request.RouteValues["file"] as string ?? "";
        if (job.Write(file) is { } page)
        {
            await PageResponse.WriteAsync(context, Html, $"\"{version}\"", () => Encoding.UTF8.GetBytes(page));
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await context.Response.WriteAsync("There is no such job.", context.RequestAborted);
    }

    private byte[] Cached(string version, PageQuery query)
    {
        if (newest is { } page && page.Version == version)
        {
            return page.Bytes;
        }

        var bytes = Encoding.UTF8.GetBytes(overview.Write(query));
        newest = new(version, bytes);
        return bytes;
    }
}
