namespace Goji.Tool.Output;

/// <summary>The form of a result.</summary>
internal enum OutputFormat
{
    Text,
    Json,
}
