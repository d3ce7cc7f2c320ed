using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Yaml.Json;

/// <summary>Builds nodes from JSON tokens. Numbers keep the text that their author gave them.</summary>
internal ref struct JsonTree(ReadOnlySpan<byte> text, YamlBudget budget, List<YamlProblem> problems)
{
    private readonly ReadOnlySpan<byte> text = text;

    public int Document { get; set; }

    public readonly int LineAt(long index) => 1 + text[..(int)index].Count((byte)'\n');

    public readonly JsonNode? Value(ref Utf8JsonReader reader)
    {
        Consume(ref reader);
        if (reader.CurrentDepth >= YamlLimits.Depth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            throw YamlLimits.TooDeep(Document, LineAt(reader.TokenStartIndex), 0);
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader);
            case JsonTokenType.StartArray:
                var array = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Add(Value(ref reader));
                }

                return array;
            case JsonTokenType.String:
                return JsonValue.Create(Text(ref reader));
            default:
                return JsonNode.Parse(ref reader);
        }
    }

    private readonly JsonObject Object(ref Utf8JsonReader reader)
    {
        var target = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Consume(ref reader);
            var key = Text(ref reader);
            var at = reader.TokenStartIndex;
            reader.Read();
            var value = Value(ref reader);
            if (!target.TryAdd(key, value))
            {
                problems.Add(
                    new YamlProblem(Document, LineAt(at), 0, $"The key '{key}' is there twice in one object. Remove one of the two."));
            }
        }

        return target;
    }

    private readonly string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new YamlSyntaxException(
                Document,
                LineAt(reader.TokenStartIndex),
                0,
                "A text holds bytes that are not UTF-8, or half of a surrogate pair. Save the file as UTF-8.",
                e);
        }
    }

    // The line is counted only where a limit is hit: counting it for each token would be quadratic.
    private readonly void Consume(ref Utf8JsonReader reader) => budget.Consume(Document, 0, reader.ValueSpan.Length);
}
