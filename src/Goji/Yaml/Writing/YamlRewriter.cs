using System.Text;
using System.Text.Json.Nodes;

namespace Goji.Yaml.Writing;

/// <summary>Changes values in a YAML text, and leaves the rest of the text as its author wrote it.</summary>
internal sealed class YamlRewriter
{
    private readonly string text;
    private readonly List<TextEdit> edits = [];

    private YamlRewriter(string text) => this.text = text;

    /// <summary>Returns the text with other values.</summary>
    /// <param name="text">A YAML text.</param>
    /// <param name="before">The values of its documents.</param>
    /// <param name="after">The values that the documents have afterwards.</param>
    /// <returns>The text, changed where the values differ. Where the text cannot be changed in place, the documents are written
    /// anew.</returns>
    public static string Rewrite(string text, IReadOnlyList<JsonNode?> before, IReadOnlyList<JsonNode?> after)
    {
        var rewriter = new YamlRewriter(text);
        var spans = YamlSpans.Read(text);
        for (var i = 0; i < spans.Count; i++)
        {
            rewriter.Change(spans[i].Root, before[i], after[i]);
        }

        var changed = TextEdit.Apply(text, rewriter.edits);
        return Means(changed, after) ? changed : string.Join("---\n", after.OfType<JsonNode>().Select(YamlWriter.Write));
    }

    /// <summary>Whether a text has just these documents.</summary>
    public static bool Means(string text, IReadOnlyList<JsonNode?> documents)
    {
        try
        {
            var problems = new List<YamlProblem>();
            var read = YamlDocuments.Read(Encoding.UTF8.GetBytes(text), problems).Select(document => document.Root).ToList();
            return problems.Count == 0
                && read.Count == documents.Count
                && read.Zip(documents).All(pair => JsonNode.DeepEquals(pair.First, pair.Second));
        }
        catch (YamlSyntaxException)
        {
            return false;
        }
    }

    private void Change(YamlSpan span, JsonNode? before, JsonNode? after)
    {
        switch (span, before, after)
        {
            case (YamlSpan.Mapping mapping, JsonObject old, JsonObject now) when now.Count > 0:
                Change(mapping, old, now);
                break;
            case (YamlSpan.Sequence sequence, JsonArray old, JsonArray now)
                when old.Count == now.Count && sequence.Items.Count == now.Count:
                for (var i = 0; i < now.Count; i++)
                {
                    Change(sequence.Items[i], old[i], now[i]);
                }

                break;
            default:
                if (!JsonNode.DeepEquals(before, after))
                {
                    edits.Add(new(span.Start, span.End, after is null ? "null" : after.ToJsonString()));
                }

                break;
        }
    }

    private void Change(YamlSpan.Mapping mapping, JsonObject before, JsonObject after)
    {
        var entries = mapping.Entries;
        var added = after.Where(field => !before.ContainsKey(field.Key)).ToList();
        if (added.Count > 0)
        {
            Insert(mapping, added);
        }

        var kept = Enumerable.Range(0, entries.Count).Where(i => after.ContainsKey(entries[i].Key)).ToList();
        foreach (var i in kept)
        {
            Change(entries[i].Value, before[entries[i].Key], after[entries[i].Key]);
        }

        // An entry goes up to the one behind it. Those behind the last one that stays go from its end on.
        var last = kept.Count > 0 ? kept[^1] : -1;
        edits.AddRange(Enumerable.Range(0, last + 1).Except(kept).Select(i => new TextEdit(entries[i].Start, entries[i + 1].Start, "")));
        if (last + 1 < entries.Count)
        {
            edits.Add(new(last < 0 ? entries[0].Start : entries[last].Value.End, entries[^1].Value.End, ""));
        }
    }

    private void Insert(YamlSpan.Mapping mapping, IEnumerable<KeyValuePair<string, JsonNode?>> fields)
    {
        var start = mapping.Entries.Count > 0 ? mapping.Entries[0].Start : mapping.Start;
        if (mapping.IsFlow)
        {
            var inBraces = fields.Select(
                field => $"{JsonValue.Create(field.Key).ToJsonString()}: {field.Value?.ToJsonString() ?? "null"}, ");
            edits.Add(new(start, start, string.Concat(inBraces)));
            return;
        }

        var lineStart = start == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1;
        var indent = "\n" + new string(' ', start - lineStart);
        var written = YamlWriter.Write(new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))));
        edits.Add(new(start, start, written.TrimEnd('\n').Replace("\n", indent, StringComparison.Ordinal) + indent));
    }
}
