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

    /// <summary>SARIF 2.1.0, for checks only.</summary>
    Sarif,

    /// <summary>Annotations in the log of GitHub Actions, for checks only.</summary>
    GitHub,

    /// <summary>The code quality report of GitLab CI, for checks only.</summary>
    GitLab,

    /// <summary>Issues in the log of Azure Pipelines, for checks only.</summary>
    Azure,
}
