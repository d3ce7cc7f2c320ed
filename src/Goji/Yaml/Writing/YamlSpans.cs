using YamlDotNet.Core.Events;

namespace Goji.Yaml.Writing;

/// <summary>Finds where the values of the documents of a text are.</summary>
internal sealed class YamlSpans
{
    private readonly string text;
    private readonly YamlEvents events;

    private YamlSpans(string text)
    {
        this.text = text;
        events = new(text);
    }

    /// <summary>Reads the documents of a text that is known to be YAML.</summary>
    /// <returns>For each document, the index behind its line <c>---</c>, or 0 where it has none, and its content.</returns>
    public static IReadOnlyList<(int Start, YamlSpan Root)> Read(string text)
    {
        var spans = new YamlSpans(text);
        var documents = new List<(int, YamlSpan)>();
        spans.events.Next();
        while (spans.events.Next() is DocumentStart start)
        {
            documents.Add((start.IsImplicit ? 0 : (int)start.End.Index, spans.Value(spans.events.Next())));
            spans.events.Next();
        }

        return documents;
    }

    private YamlSpan Value(ParsingEvent current)
    {
        var start = (int)current.Start.Index;
        switch (current)
        {
            case MappingStart mapping:
                return Mapping(start, mapping.Style == MappingStyle.Flow);
            case SequenceStart sequence:
                return Sequence(start, sequence.Style == SequenceStyle.Flow);
            default:
                return new YamlSpan.Leaf(start, Trimmed(start, (int)current.End.Index));
        }
    }

    private YamlSpan.Mapping Mapping(int start, bool isFlow)
    {
        var entries = new List<YamlSpan.Entry>();
        var next = events.Next();
        for (; next is not MappingEnd; next = events.Next())
        {
            var key = (next as Scalar)?.Value ?? "";
            var at = Value(next).Start;
            entries.Add(new(key, at, Value(events.Next())));
        }

        return new(start, isFlow || entries.Count == 0 ? Closed(start, next, '}') : entries[^1].Value.End, entries, isFlow);
    }

    private YamlSpan.Sequence Sequence(int start, bool isFlow)
    {
        var items = new List<YamlSpan>();
        var next = events.Next();
        for (; next is not SequenceEnd; next = events.Next())
        {
            items.Add(Value(next));
        }

        return new(start, isFlow || items.Count == 0 ? Closed(start, next, ']') : items[^1].End, items);
    }

    // The parser's mark is in front of the bracket.
    private int Closed(int start, ParsingEvent end, char bracket)
    {
        var at = (int)end.Start.Index;
        return at < text.Length && text[at] == bracket ? at + 1 : Trimmed(start, at);
    }

    // Block scalars, and values that are empty, end where the next line begins.
    private int Trimmed(int start, int end)
    {
        end = Math.Min(end, text.Length);
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }
}
