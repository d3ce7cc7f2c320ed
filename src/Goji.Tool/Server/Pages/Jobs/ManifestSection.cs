using Goji.Reporting.Html;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>The manifest of a job, with links to it and to its commits at the Git host.</summary>
internal sealed class ManifestSection(HtmlText html, GojiHistory history)
{
    /// <summary>How many bytes of a manifest are shown.</summary>
    public const int MaxBytes = 64 * 1024;

    public void Write((string Path, string Text, bool IsCut)? manifest)
    {
        if (manifest is not { } file)
        {
            return;
        }

        if (HostLinks.Of(history.Repository, history.Host) is { } links)
        {
            html.Markup("<p class=\"links\">");
            Link("Manifest", links.File(history.Commit, file.Path)).Markup(" ");
            Link("Commits of the manifest", links.History(history.Branch, file.Path)).Markup(" ");
            Link("Commit", links.Commit(history.Commit)).Markup("</p>\n");
        }

        html
            .Markup("<details class=\"manifest\"><summary>Manifest <code>")
            .Value(file.Path)
            .Markup("</code></summary><pre tabindex=\"0\">")
            .Lines(file.Text)
            .Markup("</pre>");
        if (file.IsCut)
        {
            html.Markup("<p class=\"none\">The manifest is longer. Its beginning is shown.</p>");
        }

        html.Markup("</details>\n");
    }

    private HtmlText Link(string text, string address) =>
        html.Markup("<a rel=\"noopener noreferrer\" href=\"").Value(address).Markup("\">").Value(text).Markup("</a>");
}
