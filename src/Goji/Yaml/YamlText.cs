using System.Buffers.Binary;
using System.Text;
using Goji.Manifests;

namespace Goji.Yaml;

/// <summary>The text of a YAML file: UTF-8, or UTF-16 with a byte order mark, and none of the characters that YAML forbids.</summary>
internal static class YamlText
{
    public static string Decode(ReadOnlySpan<byte> content)
    {
        var encoding = Detect(content, out var mark);
        string text;
        try
        {
            text = encoding.GetString(content[mark..]);
        }
        catch (DecoderFallbackException e)
        {
            // The exception counts from where the decoder began.
            var line = LineOf(content[mark..(mark + Math.Max(0, e.Index))]);
            throw new ManifestSyntaxException(0, line, 0, $"The file is not valid {encoding.WebName.ToUpperInvariant()} text. Save it as UTF-8.", e);
        }

        RefuseForbidden(text);
        return text;
    }

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

    private static void RefuseForbidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Allowed(text[i]))
            {
                continue;
            }

            var line = 1 + text.AsSpan(0, i).Count('\n');
            throw new ManifestSyntaxException(0, line, 0, $"The file holds the character U+{(int)text[i]:X4}, which YAML does not allow. Remove it, or write it as an escape in double quotes.");
        }
    }

    // The decoder has made sure that surrogates come in pairs. A byte order mark is allowed at the start of the file alone.
    private static bool Allowed(char c) => c switch
    {
        '\t' or '\n' or '\r' or '\u0085' => true,
        < ' ' or (>= '\u007F' and < '\u00A0') => false,
        '\uFEFF' or '\uFFFE' or '\uFFFF' => false,
        _ => true,
    };

    private static int LineOf(ReadOnlySpan<byte> before) => 1 + before.Count((byte)'\n');
}
