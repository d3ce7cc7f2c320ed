using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages;

/// <summary>Writes a page or an asset with its headers, or 304 where the visitor has it already.</summary>
internal static class PageResponse
{
    public const string Html = "text/html; charset=utf-8";

    /// <summary>Sets the headers by which the browser protects the visitor.</summary>
    public static void Protect(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = PageShell.Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    public static async Task WriteAsync(HttpContext context, string contentType, string tag, Func<byte[]> content)
    {
        Protect(context);
        var headers = context.Response.Headers;
        headers.ETag = tag;

        // To be kept, and asked for each time: with "no-store", a browser would have no tag to ask with.
        headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var bytes = content();
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
