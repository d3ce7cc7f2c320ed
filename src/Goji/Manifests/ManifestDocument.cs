using System.Text.Json.Nodes;

namespace Goji.Manifests;

/// <summary>One document of a job file as JSON.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Line">The line that its content begins on, from 1.</param>
/// <param name="Root">Its content; null where the document is empty.</param>
internal sealed record ManifestDocument(int Number, int Line, JsonNode? Root);
