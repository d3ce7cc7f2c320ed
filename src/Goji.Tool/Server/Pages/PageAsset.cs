using System.Security.Cryptography;
using System.Text;
using Goji.Reporting.Html;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages;

/// <summary>A file that the pages load: the style sheet, which is the report's with some rules of the pages, and the script.</summary>
internal sealed class PageAsset(string contentType, byte[] bytes)
{
    private readonly string tag = TagOf(bytes);

    public static PageAsset Style { get; } = new(
        "text/css; charset=utf-8", Encoding.UTF8.GetBytes(PageAssets.Style + Read("page.css") + Read("log.css")));

    public static PageAsset Script { get; } = new(
        "text/javascript; charset=utf-8", Encoding.UTF8.GetBytes(Read("page.js") + Read("log.js")));

    /// <summary>The entity tag of some bytes.</summary>
    public static string TagOf(byte[] bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";

    public Task WriteAsync(HttpContext context) => PageResponse.WriteAsync(context, contentType, tag, () => bytes);

    private static string Read(string name)
    {
        using var stream = typeof(PageAsset).Assembly.GetManifestResourceStream($"Goji.Tool.Server.Pages.Assets.{name}")
            ?? throw new InvalidOperationException($"The resource '{name}' is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
