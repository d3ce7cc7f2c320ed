using System.Text.Json.Nodes;

namespace Goji.Manifests;

/// <summary>One resource of a job file: a document, or an item of a document that is a list.</summary>
/// <param name="Document">The number of the document in the file, from 1.</param>
/// <param name="Line">The line that the document begins on.</param>
/// <param name="Item">How the item of a list is called in a finding, such as <c>Item 2 of the List: </c>; else empty.</param>
/// <param name="Body">Everything the author wrote.</param>
internal sealed record ManifestEntry(int Document, int Line, string Item, JsonObject Body)
{
    /// <summary>Where the resource is, for messages: <c>'a.yaml', document 2, line 9</c>.</summary>
    public string Place(string path, bool severalDocuments) => $"'{path}'{(severalDocuments ? $", document {Document}" : "")}, line {Line}";

    public ManifestFinding Finding(string text) => new(Document, Line, 0, Item + text);
}
