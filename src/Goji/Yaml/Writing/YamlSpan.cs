namespace Goji.Yaml.Writing;

/// <summary>Where a value is in a text.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="End">The index behind its last character that is no white space.</param>
internal abstract record YamlSpan(int Start, int End)
{
    /// <summary>A value without further values in it.</summary>
    internal sealed record Leaf(int Start, int End) : YamlSpan(Start, End);

    /// <summary>A list.</summary>
    internal sealed record Sequence(int Start, int End, IReadOnlyList<YamlSpan> Items) : YamlSpan(Start, End);

    /// <summary>A mapping.</summary>
    internal sealed record Mapping(int Start, int End, IReadOnlyList<Entry> Entries, bool IsFlow) : YamlSpan(Start, End);

    /// <summary>An entry of a mapping.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Start">The index of the key.</param>
    /// <param name="Value">The value.</param>
    internal sealed record Entry(string Key, int Start, YamlSpan Value);
}
