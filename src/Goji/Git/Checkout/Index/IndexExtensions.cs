using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Goji.Git.Checkout.Index;

/// <summary>What an index file has behind its entries.</summary>
internal static class IndexExtensions
{
    private const int Header = 8;
    private const int IdLength = 20;

    /// <summary>The extensions, each with its header.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Split(byte[] bytes)
    {
        for (var at = 0; at + Header <= bytes.Length;)
        {
            var end = at + Header + (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 4)), int.MaxValue / 2);
            if (end > bytes.Length)
            {
                yield break;
            }

            yield return (Encoding.ASCII.GetString(bytes, at, 4), bytes[at..end]);
            at = end;
        }
    }

    /// <summary>The name of an extension that must be understood; null where there is none.</summary>
    /// <remarks>One that begins with a capital letter may be ignored.</remarks>
    public static string? Needed(byte[] bytes) =>
        Split(bytes).Select(extension => extension.Name).FirstOrDefault(name => !char.IsAsciiLetterUpper(name[0]));

    /// <summary>The extension <c>TREE</c>, which has the ids of the trees of unchanged folders, after changes in some folders.</summary>
    /// <param name="extension">The extension with its header.</param>
    /// <param name="changed">The changed folders. The root's name is empty.</param>
    /// <returns>The extension; empty where it is damaged.</returns>
    public static byte[] WithoutTrees(ReadOnlySpan<byte> extension, IReadOnlySet<string> changed)
    {
        using var result = new MemoryStream(extension.Length);
        result.Write(extension[..Header]);
        var rest = extension[Header..];
        if (!TryCopy(ref rest, "", changed, result) || !rest.IsEmpty)
        {
            return [];
        }

        BinaryPrimitives.WriteUInt32BigEndian(result.GetBuffer().AsSpan(4), (uint)(result.Length - Header));
        return result.ToArray();
    }

    private static bool TryCopy(ref ReadOnlySpan<byte> rest, string parent, IReadOnlySet<string> changed, MemoryStream result)
    {
        var nameEnd = rest.IndexOf((byte)0);
        var lineEnd = rest.IndexOf((byte)'\n');
        if (nameEnd < 0 || lineEnd < nameEnd)
        {
            return false;
        }

        var counts = Encoding.ASCII.GetString(rest[(nameEnd + 1)..lineEnd]).Split(' ');
        if (counts.Length != 2
            || !int.TryParse(counts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var entries)
            || !int.TryParse(counts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var folders)
            || rest.Length < lineEnd + 1 + (entries < 0 ? 0 : IdLength))
        {
            return false;
        }

        var name = Encoding.UTF8.GetString(rest[..nameEnd]);
        var path = parent.Length == 0 ? name : $"{parent}/{name}";
        var end = lineEnd + 1 + (entries < 0 ? 0 : IdLength);
        if (changed.Contains(path))
        {
            result.Write(rest[..(nameEnd + 1)]);
            result.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"-1 {folders}\n")));
        }
        else
        {
            result.Write(rest[..end]);
        }

        rest = rest[end..];
        for (; folders > 0; folders--)
        {
            if (!TryCopy(ref rest, path, changed, result))
            {
                return false;
            }
        }

        return true;
    }
}
