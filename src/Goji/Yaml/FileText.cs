using System.Buffers.Binary;
using System.Text;

namespace Goji.Yaml;

/// <summary>
/// The text of a file: UTF-8, or UTF-16 with a byte order mark. Files that were joined may each begin with a mark of their own, which YAML
/// allows at the start of a document: marks at the start of a line are left out.
/// </summary>
internal static class FileText
{
    /// <summary>The finding about a file with zero bytes where its first characters should be.</summary>
    public const string NoText = "The file is UTF-16 without a byte order mark, or not text at all. Save it as UTF-8.";

    private const string LaterMark = "\n\uFEFF";

    /// <exception cref="YamlSyntaxException">The bytes are not text of the encoding that they begin with.</exception>
    public static string Decode(ReadOnlySpan<byte> content)
    {
        var encoding = Detect(content, out var mark);
        try
        {
            return encoding.GetString(content[mark..]).Replace(LaterMark, "\n", StringComparison.Ordinal);
        }
        catch (DecoderFallbackException e)
        {
            // The exception counts from where the decoder began.
            var line = 1 + content[mark..(mark + Math.Max(0, e.Index))].Count((byte)'\n');
            throw new YamlSyntaxException(
                0, line, 0, $"The file is not valid {encoding.WebName.ToUpperInvariant()} text. Save it as UTF-8.", e);
        }
    }

    /// <summary>Encodes a text as a file was, with the same byte order mark.</summary>
    /// <param name="text">The text.</param>
    /// <param name="original">The file whose encoding is kept.</param>
    public static byte[] Encode(string text, ReadOnlySpan<byte> original)
    {
        var encoding = Detect(original, out var mark);
        return [.. original[..mark], .. encoding.GetBytes(text)];
    }

    /// <summary>The file as UTF-8 without a byte order mark.</summary>
    /// <exception cref="YamlSyntaxException">The bytes are UTF-16 that is not valid.</exception>
    public static ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> content) => Detect(content, out var mark) is UnicodeEncoding
        ? Encoding.UTF8.GetBytes(Decode(content))
        : content[mark..];

    private static Encoding Detect(ReadOnlySpan<byte> content, out int mark)
    {
        if (content.Length >= 2 && BinaryPrimitives.ReadUInt16LittleEndian(content) is var start and (0xFEFF or 0xFFFE))
        {
            mark = 2;
            return new UnicodeEncoding(bigEndian: start == 0xFFFE, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        mark = content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    }
}
