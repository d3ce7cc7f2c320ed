namespace Goji.Settings.Values;

/// <summary>The form of a result.</summary>
internal enum OutputFormat
{
    Text,
    Json,

    /// <summary>JUnit XML, for reports only.</summary>
    JUnit,

    /// <summary>Markdown, for reports only.</summary>
    Markdown,
}
