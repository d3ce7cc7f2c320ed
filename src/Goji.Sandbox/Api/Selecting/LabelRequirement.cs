using System.Text.RegularExpressions;

namespace Goji.Sandbox.Api.Selecting;

/// <summary>One term of a label selector, equality-based or set-based.</summary>
internal sealed partial record LabelRequirement(string Key, LabelOperator Operator, IReadOnlySet<string> Values)
{
    public static IReadOnlyList<LabelRequirement> ParseAll(string text) =>
        [.. Terms(text).Select(term => term.Trim()).Where(term => term.Length > 0).Select(Parse)];

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var has = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.In => has && Values.Contains(value!),
            LabelOperator.NotIn => !has || !Values.Contains(value!),
            LabelOperator.Exists => has,
            _ => !has,
        };
    }

    private static LabelRequirement Parse(string term)
    {
        if (SetPattern().Match(term) is { Success: true } set)
        {
            var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
            return new LabelRequirement(
                set.Groups["key"].Value,
                set.Groups["op"].Value == "in" ? LabelOperator.In : LabelOperator.NotIn,
                values);
        }

        if (EqualityPattern().Match(term) is { Success: true } equality)
        {
            var values = new HashSet<string>(StringComparer.Ordinal) { equality.Groups["value"].Value };
            return new LabelRequirement(
                equality.Groups["key"].Value,
                equality.Groups["op"].Value == "!=" ? LabelOperator.NotIn : LabelOperator.In,
                values);
        }

        if (PresencePattern().Match(term) is { Success: true } presence)
        {
            var isAbsence = presence.Groups["not"].Length > 0;
            return new LabelRequirement(
                presence.Groups["key"].Value,
                isAbsence ? LabelOperator.DoesNotExist : LabelOperator.Exists,
                new HashSet<string>());
        }

        throw ApiFailure.BadRequest(
            $"unable to parse requirement: found '{term}', expected: a label selector such as 'key=value', 'key in (a,b)', 'key' or "
                + "'!key'");
    }

    private static IEnumerable<string> Terms(string text)
    {
        var depth = 0;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (text[at] == ',' && depth == 0)
            {
                yield return text[start..at];
                start = at + 1;
            }
        }

        yield return text[start..];
    }

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s+(?<op>in|notin)\s*\((?<values>[^()]*)\)$")]
    private static partial Regex SetPattern();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s*(?<op>==|!=|=)\s*(?<value>[\w.-]*)$")]
    private static partial Regex EqualityPattern();

    [GeneratedRegex(@"^(?<not>!?)\s*(?<key>[\w./-]+)$")]
    private static partial Regex PresencePattern();
}
