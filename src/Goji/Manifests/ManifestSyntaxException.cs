using Goji.Kubernetes;

namespace Goji.Manifests;

/// <summary>Reading cannot go on behind this point of a job file. It never leaves <see cref="ManifestReader"/>.</summary>
internal sealed class ManifestSyntaxException(ManifestFinding finding, Exception? innerException = null) : Exception(finding.Text, innerException)
{
    public ManifestSyntaxException(int document, int line, int column, string text, Exception? innerException = null)
        : this(new ManifestFinding(document, line, column, text), innerException)
    {
    }

    public ManifestFinding Finding { get; } = finding;
}
