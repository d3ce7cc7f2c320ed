namespace Goji.Git.Checkout.Filters;

/// <summary>The keyword <c>$Id$</c>, for which git writes the blob's id where the attribute <c>ident</c> is set.</summary>
internal static class Ident
{
    /// <summary>
    /// Expands every <c>$Id$</c>, and every <c>$Id:…$</c> on one line that holds no spaces but at its ends: an older id of git's. Other
    /// version systems' ids hold more. Of a keyword right behind another dollar (<c>$$Id$</c>) git itself thinks differently in its two
    /// implementations; here it counts.
    /// </summary>
    public static byte[] Expand(ReadOnlySpan<byte> content, string id)
    {
        var expansion = System.Text.Encoding.ASCII.GetBytes($"Id: {id} $");
        using var expanded = new MemoryStream(content.Length + expansion.Length);
        while (content.IndexOf((byte)'$') is >= 0 and var dollar)
        {
            expanded.Write(content[..(dollar + 1)]);
            content = content[(dollar + 1)..];
            if (LengthOfKeyword(content) is > 0 and var length)
            {
                expanded.Write(expansion);
                content = content[length..];
            }
        }

        expanded.Write(content);
        return expanded.ToArray();
    }

    /// <summary>How much behind a dollar is a keyword, with the dollar that ends it; 0 for none.</summary>
    private static int LengthOfKeyword(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("Id$"u8))
        {
            return 3;
        }

        if (!content.StartsWith("Id:"u8) || content[3..].IndexOf((byte)'$') is not (>= 0 and var end))
        {
            return 0;
        }

        var value = content.Slice(3, end);
        var inner = value.IsEmpty ? value : value[1..];
        var space = inner.IndexOf((byte)' ');
        return value.Contains((byte)'\n') || (space >= 0 && space < inner.Length - 1) ? 0 : 3 + end + 1;
    }
}
