namespace Goji;

/// <summary>
/// A job file cannot be used: it is not YAML or JSON, holds something else than the repository's settings allow, or asks for something that
/// the API server would refuse. The message has one line per finding, at most 20, and each line names the file, the document and the line.
/// </summary>
/// <example>
/// <code>
/// catch (ManifestException exception)
/// {
///     foreach (ManifestFinding finding in exception.Findings)
///     {
///         Console.Error.WriteLine($"{exception.File}:{finding.Line}: {finding.Text}");
///     }
///
///     return 2;
/// }
/// </code>
/// </example>
public sealed class ManifestException : GojiUsageException
{
    private const int MaxShown = 20;

    internal ManifestException(
        string file, IReadOnlyList<ManifestFinding> findings, bool severalDocuments, Exception? innerException = null)
        : base(Describe(file, findings, severalDocuments), innerException)
    {
        File = file;
        Findings = findings;
    }

    /// <summary>Gets the path of the job file below its state folder.</summary>
    public string File { get; }

    /// <summary>Gets everything that is wrong with the file, in the file's order; at least one finding.</summary>
    public IReadOnlyList<ManifestFinding> Findings { get; }

    private static string Describe(string file, IReadOnlyList<ManifestFinding> findings, bool severalDocuments)
    {
        var lines = findings.Take(MaxShown).Select(finding => finding.Describe(file, severalDocuments));
        return string.Join(
            '\n', findings.Count > MaxShown ? lines.Append($"'{file}': {findings.Count - MaxShown} more findings are not listed.") : lines);
    }
}
