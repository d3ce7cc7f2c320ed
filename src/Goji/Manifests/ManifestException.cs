namespace Goji.Manifests;

/// <summary>A job file cannot be used as it stands. The message has one line per finding; each names the file.</summary>
internal sealed class ManifestException : GojiUsageException
{
    private const int Told = 20;

    public ManifestException(string path, IReadOnlyList<ManifestFinding> findings, bool severalDocuments, Exception? innerException = null)
        : base(Describe(path, findings, severalDocuments), innerException)
        => Findings = findings;

    public IReadOnlyList<ManifestFinding> Findings { get; }

    private static string Describe(string path, IReadOnlyList<ManifestFinding> findings, bool severalDocuments)
    {
        var lines = findings.Take(Told).Select(finding => finding.Describe(path, severalDocuments));
        return string.Join('\n', findings.Count > Told ? lines.Append($"'{path}': {findings.Count - Told} more findings are not listed.") : lines);
    }
}
