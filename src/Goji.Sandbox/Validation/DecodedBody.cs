using System.Text.Json.Nodes;

namespace Goji.Sandbox.Validation;

/// <param name="Body">The object, with every field that was sent, unknown ones too.</param>
/// <param name="Complaints">What strict decoding refuses: unknown and repeated fields, in the order of the text.</param>
internal sealed record DecodedBody(JsonObject Body, IReadOnlyList<string> Complaints);
