using Goji.Model;

namespace Goji.Reporting.Html;

/// <summary>Writes HTML. Markup is written as it is; every value is escaped, for elements and quoted attributes alike.</summary>
internal sealed class HtmlText(TextWriter text)
{
    /// <summary>Initializes a new instance of the <see cref="HtmlText"/> class, whose text <see cref="ToString"/> returns.</summary>
    public HtmlText()
        : this(new StringWriter(System.Globalization.CultureInfo.InvariantCulture))
    {
    }

    public HtmlText Markup(string markup)
    {
        text.Write(markup);
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
        return Uri.TryCreate(line[at..], UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? Escaped(line[..at])
                .Markup("<a rel=\"noopener noreferrer\" href=\"")
                .Escaped(address.AbsoluteUri)
                .Markup("\">")
                .Escaped(line[at..])
                .Markup("</a>")
            : Escaped(line);
    }

    public override string ToString() => text.ToString() ?? "";

    private HtmlText Escaped(string value)
    {
        foreach (var c in value)
        {
            var escape = c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => null,
            };
            if (escape is null)
            {
                text.Write(c);
            }
            else
            {
                text.Write(escape);
            }
        }

        return this;
    }
}
