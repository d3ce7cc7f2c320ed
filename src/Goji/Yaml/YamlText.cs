namespace Goji.Yaml;

/// <summary>The text of a YAML file, which holds none of the characters that YAML forbids.</summary>
internal static class YamlText
{
    /// <exception cref="YamlSyntaxException">The bytes are not text, or hold a forbidden character.</exception>
    public static string Decode(ReadOnlySpan<byte> content)
    {
        var text = FileText.Decode(content);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Allowed(text[i]))
            {
                throw Forbidden(text, i);
            }
        }

        return text;
    }

    private static YamlSyntaxException Forbidden(string text, int index)
    {
        var line = 1 + text.AsSpan(0, index).Count('\n');
        return new(0, line, 0, index < 2 && text[index] == '\0'
            ? FileText.NoText
            : $"The file holds the character U+{(int)text[index]:X4}, which YAML does not allow. Remove it, or write it as an escape in "
                + $"double quotes.");
    }

    // The decoder has made sure that surrogates come in pairs. It has left out byte order marks at the start of a line.
    private static bool Allowed(char c) => c switch
    {
        '\t' or '\n' or '\r' or '\u0085' => true,
        < ' ' or (>= '\u007F' and < '\u00A0') => false,
        '\uFEFF' or '\uFFFE' or '\uFFFF' => false,
        _ => true,
    };
}
