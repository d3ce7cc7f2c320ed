using Goji.Yaml;
using Goji.Yaml.Writing;

namespace Goji.Manifests.Editing;

/// <summary>Finds the changes of a text that add an annotation to a Job or remove it.</summary>
internal static class AnnotationEdits
{
    private const string Annotations = "annotations";

    /// <returns>The changes; none where the Job has the annotation; null where there is no place for it.</returns>
    public static IReadOnlyList<TextEdit>? ToAdd(string text, YamlNode.Mapping job, string name, string value)
    {
        if (JobNodes.Find(job, "metadata") is not YamlNode.Mapping metadata)
        {
            return null;
        }

        if (JobNodes.Find(metadata, Annotations) is YamlNode.Mapping { Entries.Count: > 0 } annotations)
        {
            return JobNodes.Entry(annotations, name) is not null
                ? []
                : Insert(text, annotations, [$"{name}: {value}"], $"\"{name}\": {value}");
        }

        // The existing value is empty, and is replaced.
        var removed = JobNodes.Entry(metadata, Annotations) is { } empty ? Remove(text, metadata, empty) : [];
        var inserted = Insert(text, metadata, [$"{Annotations}:", $"  {name}: {value}"], $"\"{Annotations}\": {{\"{name}\": {value}}}");
        return removed is null || inserted is null ? null : [.. removed, .. inserted];
    }

    /// <returns>The changes; none where the Job has no such annotation.</returns>
    public static IReadOnlyList<TextEdit> ToRemove(string text, YamlNode.Mapping job, string name)
    {
        if (JobNodes.Find(job, "metadata") is not YamlNode.Mapping metadata
            || JobNodes.Find(metadata, Annotations) is not YamlNode.Mapping annotations
            || JobNodes.Entry(annotations, name) is not { } entry)
        {
            return [];
        }

        var isOnly = annotations.Entries.Count == 1;
        return (isOnly && JobNodes.Entry(metadata, Annotations) is { } all ? Remove(text, metadata, all) : Remove(text, annotations, entry))
            ?? [];
    }

    /// <summary>Inserts before the first entry of a mapping.</summary>
    private static IReadOnlyList<TextEdit>? Insert(string text, YamlNode.Mapping mapping, string[] lines, string inBraces)
    {
        if (mapping.IsFlow)
        {
            var place = mapping.Entries is [var (key, _), ..] ? key.Start : text.IndexOf('{', mapping.Start) + 1;
            return place == 0 ? null : [new(place, place, mapping.Entries.Count > 0 ? inBraces + ", " : inBraces)];
        }

        var first = mapping.Entries[0].Key.Start;
        var start = LineStart(text, first);
        var indent = text[start..first];
        if (indent.Any(letter => letter != ' '))
        {
            // The mapping begins behind something else: as an item of a list.
            var deep = new string(' ', first - start);
            return [new(first, first, string.Concat(lines.Select((line, i) => $"{(i == 0 ? "" : deep)}{line}{LineEnd(text)}")) + deep)];
        }

        return [new(start, start, string.Concat(lines.Select(line => $"{indent}{line}{LineEnd(text)}")))];
    }

    private static IReadOnlyList<TextEdit>? Remove(string text, YamlNode.Mapping mapping, (YamlNode Key, YamlNode Value) entry)
    {
        var (start, end) = (entry.Key.Start, Math.Max(entry.Key.End, EndOf(text, entry.Value)));
        while (end > entry.Key.End && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return mapping.IsFlow ? [RemoveFromBraces(text, start, end)] : RemoveLines(text, mapping, start, end);
    }

    private static IReadOnlyList<TextEdit>? RemoveLines(string text, YamlNode.Mapping mapping, int start, int end)
    {
        if (text.IndexOf('\n', end) is >= 0 and var next)
        {
            end = next + 1;
        }
        else
        {
            end = text.Length;
        }

        var line = LineStart(text, start);
        if (text.AsSpan(line, start - line).ContainsAnyExcept(' '))
        {
            // Behind the dash of a list's item: what follows takes its place.
            return mapping.Entries.Count > 1 ? [new(start, Math.Min(end + (start - line), text.Length), "")] : null;
        }

        return [new(line, end, "")];
    }

    private static TextEdit RemoveFromBraces(string text, int start, int end)
    {
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        if (next < text.Length && text[next] == ',')
        {
            for (next++; next < text.Length && char.IsWhiteSpace(text[next]);)
            {
                next++;
            }

            return new(start, next, "");
        }

        var before = start;
        while (before > 0 && char.IsWhiteSpace(text[before - 1]))
        {
            before--;
        }

        return before > 0 && text[before - 1] == ',' ? new(before - 1, end, "") : new(start, end, "");
    }

    /// <summary>Where the text of a value ends: a block of entries ends with its last one, and braces end behind the closing one.</summary>
    private static int EndOf(string text, YamlNode node) => node switch
    {
        YamlNode.Mapping { IsFlow: false, Entries: [.., var (key, value)] } => Math.Max(key.End, EndOf(text, value)),
        YamlNode.Mapping or YamlNode.Sequence when node.End < text.Length && text[node.End] is '}' or ']' => node.End + 1,
        _ => node.End,
    };

    private static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    private static string LineEnd(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
}
