namespace Goji.Tool.Output;

/// <summary>The JSON of <c>goji init</c>.</summary>
internal sealed record InitDocument(int Version, string Directory, InitResult Result, string Message);
