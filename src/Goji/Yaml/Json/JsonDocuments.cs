using System.Text.Json;

namespace Goji.Yaml.Json;

/// <summary>Reads JSON strictly: no comments, no trailing commas, no key twice. Several documents may follow one another.</summary>
internal static class JsonDocuments
{
    /// <summary>What the reader advises its programmer about a comma behind the last item.</summary>
    private const string ReaderAdvice = " which is not supported in this mode. Change the reader options.";

    /// <summary>
    /// Whether a file that is called JSON begins as JSON does. kubectl reads YAML under any name; text that begins with anything that no
    /// YAML mapping and no comment begins with is meant as JSON.
    /// </summary>
    public static bool IsJson(ReadOnlySpan<byte> content)
    {
        var text = FileText.ToUtf8(content).TrimStart(" \t\r\n"u8);
        return text.IsEmpty || !(char.IsAsciiLetter((char)text[0]) || text[0] is (byte)'#' or (byte)'-' or (byte)'%');
    }

    /// <exception cref="YamlSyntaxException">The file is not JSON, or exceeds a limit.</exception>
    public static IReadOnlyList<YamlDocument> Read(ReadOnlySpan<byte> content, List<YamlProblem> problems)
    {
        var text = FileText.ToUtf8(content);
        if (text[..Math.Min(2, text.Length)].Contains((byte)0))
        {
            throw new YamlSyntaxException(0, 1, 0, FileText.NoText);
        }

        var documents = new List<YamlDocument>();
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = YamlLimits.Depth + 2 });
        var tree = new JsonTree(text, new YamlBudget(), problems);
        try
        {
            while (reader.Read())
            {
                tree.Document = documents.Count + 1;
                var line = tree.LineAt(reader.TokenStartIndex);
                if (tree.Document > YamlLimits.Documents)
                {
                    throw YamlLimits.TooManyDocuments(tree.Document, line);
                }

                documents.Add(new YamlDocument(tree.Document, line, tree.Value(ref reader)));
            }
        }
        catch (JsonException e)
        {
            throw new YamlSyntaxException(
                documents.Count
                    + 1, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, $"This is not JSON: {Reason(e)}", e);
        }

        return documents;
    }

    // The exception's message ends in the position, which the problem names already.
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).Replace(ReaderAdvice, ". Remove it.", StringComparison.Ordinal);
    }
}
