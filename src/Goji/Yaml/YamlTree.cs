using YamlDotNet.Core.Events;

namespace Goji.Yaml;

/// <summary>Builds the nodes of the documents of a YAML stream, as deep and as many as the limits allow.</summary>
internal sealed class YamlTree(YamlEvents events, YamlBudget budget)
{
    private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
    private int flowDepth;

    public IEnumerable<(int Document, YamlNode Root)> Documents()
    {
        events.Next();
        while (events.Next() is DocumentStart start)
        {
            if (events.Document > YamlLimits.Documents)
            {
                throw YamlLimits.TooManyDocuments(events.Document, Line(start));
            }

            anchors.Clear();
            var root = Node(events.Next(), depth: 0);
            events.Next();
            yield return (events.Document, root);
        }
    }

    private YamlNode Node(ParsingEvent current, int depth)
    {
        budget.Consume(events.Document, Line(current), 0);
        if (depth >= YamlLimits.Depth && current is SequenceStart or MappingStart)
        {
            throw YamlLimits.TooDeep(events.Document, Line(current), Column(current));
        }

        if (flowDepth == 0 && events.IndentedByTab(current.Start))
        {
            throw new YamlSyntaxException(
                events.Document, Line(current), 0, "A tab indents this line, and YAML takes spaces alone there. Replace it by spaces.");
        }

        var node = Content(current, depth);
        node.Start = (int)current.Start.Index;
        node.End = events.End;
        return node;
    }

    private YamlNode Content(ParsingEvent current, int depth)
    {
        switch (current)
        {
            case Scalar scalar:
                var implicitPlain = scalar.IsPlainImplicit || scalar.Tag.IsNonSpecific;
                return Anchored(
                    scalar,
                    new YamlNode.Scalar(
                        Line(current), Column(current), scalar.Tag.IsEmpty ? "" : scalar.Tag.Value, implicitPlain, scalar.Value));
            case AnchorAlias alias:
                return Alias(alias);
            case SequenceStart start:
                return Sequence(
                    Anchored(start, new YamlNode.Sequence(Line(current), Column(current))), depth, start.Style == SequenceStyle.Flow);
            case MappingStart start:
                return Mapping(
                    Anchored(start, new YamlNode.Mapping(Line(current), Column(current)) { IsFlow = start.Style == MappingStyle.Flow }),
                    depth,
                    start.Style == MappingStyle.Flow);
            default:
                throw new YamlSyntaxException(events.Document, Line(current), Column(current), "A value is missing here.");
        }
    }

    private YamlNode.Sequence Sequence(YamlNode.Sequence sequence, int depth, bool flow)
    {
        flowDepth += flow ? 1 : 0;
        for (var next = events.Next(); next is not SequenceEnd; next = events.Next())
        {
            sequence.Items.Add(Node(next, depth + 1));
        }

        flowDepth -= flow ? 1 : 0;
        return sequence;
    }

    private YamlNode.Mapping Mapping(YamlNode.Mapping mapping, int depth, bool flow)
    {
        flowDepth += flow ? 1 : 0;
        for (var next = events.Next(); next is not MappingEnd; next = events.Next())
        {
            var key = Node(next, depth + 1);
            mapping.Entries.Add((key, Node(events.Next(), depth + 1)));
        }

        flowDepth -= flow ? 1 : 0;
        return mapping;
    }

    // An anchor is known from its own node on, and may be given anew: an alias means the newest one before it.
    private TNode Anchored<TNode>(NodeEvent source, TNode node)
        where TNode : YamlNode
    {
        if (!source.Anchor.IsEmpty)
        {
            anchors[source.Anchor.Value] = node;
        }

        return node;
    }

    private YamlNode.Alias Alias(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        return anchors.TryGetValue(name, out var target)
            ? new YamlNode.Alias(Line(alias), Column(alias), name, target)
            : throw new YamlSyntaxException(
                events.Document,
                Line(alias),
                Column(alias),
                $"The alias '*{name}' names an anchor that this document has not set before. Write '&{name}' in front of the value it "
                    + $"means.");
    }

    private static int Line(ParsingEvent current) => (int)current.Start.Line;

    private static int Column(ParsingEvent current) => (int)current.Start.Column;
}
