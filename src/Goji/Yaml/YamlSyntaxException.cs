namespace Goji.Yaml;

/// <summary>A file cannot be read beyond this point.</summary>
internal sealed class YamlSyntaxException : Exception
{
    public YamlSyntaxException(int document, int line, int column, string text, Exception? innerException = null)
        : base(text, innerException) => Problem = new(document, line, column, text);

    public YamlProblem Problem { get; }
}
