using System.Text;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>
/// Reads a tree with the names of its entries as bytes, which is what they are to git; LibGit2Sharp knows them as text only.
/// </summary>
internal static class RawTree
{
    private const int IdLength = 20;

    public static IEnumerable<(Mode Mode, byte[] Name, ObjectId Id)> Read(byte[] content)
    {
        for (var at = 0; at < content.Length;)
        {
            var space = Array.IndexOf(content, (byte)' ', at);
            var end = Array.IndexOf(content, (byte)0, space);
            yield return (
                (Mode)Convert.ToInt32(Encoding.ASCII.GetString(content, at, space - at), 8),
                content[(space + 1)..end],
                new ObjectId(content[(end + 1)..(end + 1 + IdLength)]));
            at = end + 1 + IdLength;
        }
    }

    /// <summary>
    /// Where each entry of a tree's bytes begins, and behind them the end; null where they are no entries, or not as git writes them today.
    /// </summary>
    public static int[]? TryFindEntries(ReadOnlySpan<byte> content)
    {
        var starts = new List<int>();
        var at = 0;
        while (at < content.Length)
        {
            starts.Add(at);
            var space = content[at..].IndexOf((byte)' ');
            var end = content[at..].IndexOf((byte)0);
            if (space < 1 || end < space + 2 || content[at] == '0')
            {
                return null;
            }

            at += end + 1 + IdLength;
        }

        return at == content.Length ? [.. starts, at] : null;
    }
}
