namespace Goji.Git.Checkout.Filters;

/// <summary>
/// What becomes of a file's line ends on the way to the working copy: https://git-scm.com/docs/gitattributes (End-of-line conversion).
/// </summary>
/// <param name="WantsCrlf">Whether lines are to end with CRLF.</param>
/// <param name="IsGuess">Whether git inspects the content first: it leaves content that is not text, or has carriage returns already, as it
/// is.</param>
internal readonly record struct LineEndRule(bool WantsCrlf, bool IsGuess)
{
    /// <param name="text">The attribute <c>text</c>: <c>true</c>, <c>false</c>, <c>auto</c>, <c>input</c>, or null where it is not
    /// specified.</param>
    /// <param name="crlf">The attribute <c>crlf</c>, by which <c>text</c> was known before.</param>
    /// <param name="eol">The attribute <c>eol</c>.</param>
    /// <param name="settings">The repository's configuration.</param>
    public static LineEndRule Of(string? text, string? crlf, string? eol, LineEndSettings settings)
    {
        var kind = text is "true" or "false" or "auto" or "input" ? text : crlf is "true" or "false" or "auto" or "input" ? crlf : null;
        return (kind, eol) switch
        {
            ("false", _) or ("input", _) => default,
            ("auto", "crlf") => new(WantsCrlf: true, IsGuess: true),
            (_, "crlf") => new(WantsCrlf: true, IsGuess: false),
            (_, "lf") => default,
            ("auto", _) => new(settings.TextIsCrlf, IsGuess: true),
            ("true", _) => new(settings.TextIsCrlf, IsGuess: false),
            _ => new(settings.AutoCrlf, IsGuess: true),
        };
    }
}
