namespace Goji.Git.Checkout.Filters;

/// <summary>Line ends of a file's content.</summary>
internal static class LineEnds
{
    private const byte Lf = (byte)'\n';
    private const byte Cr = (byte)'\r';
    private const byte EndOfFile = 26;
    private const int PrintableForOneOther = 128;

    /// <param name="content">The content.</param>
    /// <param name="isGuess">Whether content that is no text, or has carriage returns already, is left unchanged.</param>
    public static byte[] ToCrlf(byte[] content, bool isGuess)
    {
        var lonely = CountLoneLineFeeds(content);
        return lonely == 0 || (isGuess && (content.Contains(Cr) || !LooksLikeText(content))) ? content : Converted(content, lonely);
    }

    private static int CountLoneLineFeeds(ReadOnlySpan<byte> content)
    {
        var count = 0;
        for (var at = 0; at < content.Length; at++)
        {
            count += IsLonely(content, at) ? 1 : 0;
        }

        return count;
    }

    private static bool IsLonely(ReadOnlySpan<byte> content, int at) => content[at] == Lf && (at == 0 || content[at - 1] != Cr);

    private static byte[] Converted(ReadOnlySpan<byte> content, int lonely)
    {
        var converted = new byte[content.Length + lonely];
        var end = 0;
        for (var at = 0; at < content.Length; at++)
        {
            if (IsLonely(content, at))
            {
                converted[end++] = Cr;
            }

            converted[end++] = content[at];
        }

        return converted;
    }

    /// <summary>Git's own guess: no zero byte, and hardly a control character.</summary>
    private static bool LooksLikeText(ReadOnlySpan<byte> content)
    {
        var (printable, other) = (0, 0);
        for (var at = 0; at < content.Length; at++)
        {
            switch (content[at])
            {
                case 0:
                    return false;
                case Lf or Cr:
                    break;
                case (byte)'\b' or (byte)'\t' or (byte)'\f' or 27:
                    printable++;
                    break;
                case EndOfFile when at == content.Length - 1:
                    break;
                case < 32 or 127:
                    other++;
                    break;
                default:
                    printable++;
                    break;
            }
        }

        return other <= printable / PrintableForOneOther;
    }
}
