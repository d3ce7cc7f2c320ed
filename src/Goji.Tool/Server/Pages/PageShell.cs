using Goji.Reporting.Html;

namespace Goji.Tool.Server.Pages;

/// <summary>
/// What all pages have in common. They load their style sheet and script from this server and nothing from anywhere else.
/// </summary>
internal static class PageShell
{
    /// <summary>What a page may do, for the browser to enforce.</summary>
    public const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'";

    private const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' "
            + "fill='%23c4261d'/%3E%3C/svg%3E";

    /// <param name="head">The title, the version and the events of the page.</param>
    /// <param name="main">Writes the part that is loaded again when the version changes.</param>
    /// <param name="below">Writes what stays below it; null for nothing.</param>
    public static string Write(PageHead head, Action<HtmlText> main, Action<HtmlText>? below = null)
    {
        var html = new HtmlText();
        WriteHead(html, head.Title, script: true);
        html.Markup($"<main id=\"main\" data-version=\"{head.Version}\" data-events=\"").Value(head.Events).Markup("\">\n");
        main(html);
        html.Markup("</main>\n");
        below?.Invoke(html);
        return html.Markup("<p id=\"live\" role=\"status\" aria-live=\"polite\"></p>\n</body>\n</html>\n").ToString();
    }

    /// <summary>Everything in front of the content.</summary>
    /// <param name="html">The page.</param>
    /// <param name="title">Its title.</param>
    /// <param name="script">Whether it has the script, by which it follows the server.</param>
    public static void WriteHead(HtmlText html, string title, bool script)
    {
        html.Markup(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
                + "initial-scale=1\">\n");
        html.Markup("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"").Markup(Icon);
        html.Markup("\">\n<link rel=\"stylesheet\" href=\"/assets/page.css\">\n");
        html
            .Markup(script ? "<script src=\"/assets/page.js\" defer></script>\n<title>" : "<title>")
            .Value(title)
            .Markup("</title>\n</head>\n<body>\n");
    }

    /// <summary>The heading: which repository, and whether passes go well.</summary>
    public static void WriteHeader(HtmlText html, PageContent content)
    {
        html.Markup("<header><div><h1><a href=\"").Value($"{content.Base}/").Markup("\">Jobs in git</a></h1><p class=\"where\">");
        if (content.Jobs?.History is { } history)
        {
            html
                .Markup("<span><code>")
                .Value(history.Repository)
                .Markup("</code></span><span>branch <code>")
                .Value(history.Branch)
                .Markup("</code></span><span>commit <code>");
            html
                .Value(history.Commit[..Math.Min(10, history.Commit.Length)])
                .Markup("</code></span><span>read ")
                .Time(history.ReadAt)
                .Markup(" UTC</span>");
        }

        html.Markup("</p></div></header>\n");
        if (content.Problem.Length > 0)
        {
            html.Markup("<p class=\"problem\">").Value(content.Problem).Markup("</p>\n");
        }
    }
}
