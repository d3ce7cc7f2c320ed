using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Goji.Yaml;

/// <summary>YamlDotNet's scanner, for YAML that kubectl reads and that YamlDotNet marks as an error though it scans it well.</summary>
internal sealed class TolerantScanner(TextReader text) : IScanner
{
    private readonly Scanner scanner = new(text);

    public Mark CurrentPosition => scanner.CurrentPosition;

    public Token? Current => scanner.Current;

    public bool MoveNext()
    {
        if (Current is not null)
        {
            ConsumeCurrent();
        }

        return MoveNextWithoutConsuming();
    }

    // YamlDotNet's own loses the token that it is at when it is asked twice, as its parser does behind an anchored scalar in braces.
    // At the stream's end the parser does count on a second answer.
    public bool MoveNextWithoutConsuming()
    {
        if (Current is not (null or StreamEnd))
        {
            return true;
        }

        var moved = scanner.MoveNextWithoutConsuming();
        while (moved && Current is Error error && IsTolerable(error.Value))
        {
            scanner.ConsumeCurrent();
            moved = scanner.MoveNextWithoutConsuming();
        }

        return moved;
    }

    public void ConsumeCurrent() => scanner.ConsumeCurrent();

    // A lone "-" in brackets, as in [cat, -], and a comment right behind a closing bracket or quote.
    private static bool IsTolerable(string problem) => problem
        is "Invalid key indicator format."
        or "While scanning a flow sequence end, found invalid comment after ']'."
        or "While scanning a flow sequence end, found invalid comment after double-quoted scalar.";
}
