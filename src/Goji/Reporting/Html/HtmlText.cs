using System.Text;
using Goji.Model;

namespace Goji.Reporting.Html;

/// <summary>Builds HTML. Only markup of the page's own goes in as it is; every value is escaped, for elements and quoted attributes alike.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder text = new();

    public HtmlText Markup(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>A value on one line.</summary>
    public HtmlText Value(string value) => Escaped(PlainText.Line(value));

    /// <summary>A value whose lines stay.</summary>
    public HtmlText Lines(string value) => Escaped(PlainText.Lines(value));

    public HtmlText Number(long number) => Markup(number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));

    public HtmlText Time(DateTimeOffset time) =>
        Markup($"<time datetime=\"{JobTimes.Iso(time)}\">{JobTimes.Text(time)[..16]}</time>");

    /// <summary>A value in which a web address at the end, such as that of a build, is a link.</summary>
    public HtmlText Linked(string value)
    {
        var line = RemoteAddress.WithoutCredentials(PlainText.Line(value));
        var at = line.LastIndexOf(' ') + 1;
        return Uri.TryCreate(line[at..], UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? Escaped(line[..at]).Markup("<a rel=\"noopener noreferrer\" href=\"").Escaped(address.AbsoluteUri).Markup("\">").Escaped(line[at..]).Markup("</a>")
            : Escaped(line);
    }

    public override string ToString() => text.ToString();

    private HtmlText Escaped(string value)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                '\'' => text.Append("&#39;"),
                _ => text.Append(c),
            };
        }

        return this;
    }
}
