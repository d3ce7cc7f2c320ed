using System.Text.Json.Nodes;

namespace Goji.Yaml;

/// <summary>One document of a file as JSON.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Line">The line on which its content begins, from 1.</param>
/// <param name="Root">Its content; null for an empty document.</param>
internal sealed record YamlDocument(int Number, int Line, JsonNode? Root)
{
    /// <summary>Its unparsed content, with lines and columns; null for a JSON file.</summary>
    public YamlNode? Node { get; init; }
}
