using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Manifests;

/// <summary>Reads JSON strictly: no comments, no trailing commas, no key twice. Several documents may follow one another.</summary>
internal static class JsonDocuments
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static IReadOnlyList<ManifestDocument> Read(ReadOnlySpan<byte> content, List<ManifestFinding> findings)
    {
        var text = content.StartsWith(ByteOrderMark) ? content[ByteOrderMark.Length..] : content;
        var documents = new List<ManifestDocument>();
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = ManifestLimits.Depth + 2 });
        var tree = new JsonTree(text, new ManifestBudget(), findings);
        try
        {
            while (reader.Read())
            {
                tree.Document = documents.Count + 1;
                var line = tree.LineAt(reader.TokenStartIndex);
                if (tree.Document > ManifestLimits.Documents)
                {
                    throw ManifestLimits.TooManyDocuments(tree.Document, line);
                }

                documents.Add(new ManifestDocument(tree.Document, line, tree.Value(ref reader)));
            }
        }
        catch (JsonException e)
        {
            throw new ManifestSyntaxException(documents.Count + 1, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, $"This is not JSON: {Reason(e)}", e);
        }

        return documents;
    }

    // The exception's message ends in the position, which is told already.
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
