namespace Goji.Tool.Output;

/// <summary>The form of a result.</summary>
internal enum OutputFormat
{
    Text,
    Json,

    /// <summary>JUnit XML, of reports alone.</summary>
    JUnit,

    /// <summary>Markdown, of reports alone.</summary>
    Markdown,
}
