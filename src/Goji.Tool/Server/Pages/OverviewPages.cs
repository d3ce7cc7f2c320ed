using System.Text;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages;

/// <summary>Answers with the overview. The page that everybody opens is rendered once for each version of the content.</summary>
internal sealed class OverviewPages(PageContent content, OverviewPage overview)
{
    private sealed record Rendered(string Version, byte[] Bytes);

    private volatile Rendered? newest;

    public Task AnswerAsync(HttpContext context)
    {
        var query = PageQuery.Of(context.Request.Query);
        var version = content.Version;
        return PageResponse.WriteAsync(
            context,
            PageResponse.Html,
            $"\"{version}\"",
            () => query == new PageQuery(null, "", 1) ? Cached(version, query) : Encoding.UTF8.GetBytes(overview.Write(query)));
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
