namespace Goji.Manifests;

/// <summary>Reads job files. It neither trusts them nor changes anything in them.</summary>
internal static class ManifestReader
{
    /// <summary>The size of a job file in bytes, at most: a little less than what etcd stores as one object by default.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a job file: JSON where its name ends in <c>.json</c>, else YAML.</summary>
    /// <exception cref="ManifestException">The file cannot be used as it stands.</exception>
    public static Manifest Read(string path, ReadOnlyMemory<byte> content, ManifestRules rules)
    {
        var findings = new List<ManifestFinding>();
        IReadOnlyList<ManifestDocument> documents = [];
        Exception? cause = null;
        try
        {
            documents = Documents(path, content, findings);
        }
        catch (ManifestSyntaxException e)
        {
            findings.Add(e.Finding);
            cause = e.InnerException;
        }

        var resources = new ManifestResources(rules, findings);
        if (findings.Count == 0)
        {
            resources.Add(documents);
        }

        var several = documents.Count(document => document.Root is not null) > 1 || findings.Any(finding => finding.Document > 1);
        return findings.Count == 0
            ? new Manifest(resources.Jobs, resources.Others)
            : throw new ManifestException(path, [.. findings.Distinct()], several, cause);
    }

    private static IReadOnlyList<ManifestDocument> Documents(string path, ReadOnlyMemory<byte> content, List<ManifestFinding> findings)
    {
        if (content.Length > MaxBytes)
        {
            throw new ManifestSyntaxException(0, 0, 0, $"The file has {content.Length} bytes, and a job file may have {MaxBytes}. Split it, or move data that it carries to where the Job can fetch it.");
        }

        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? JsonDocuments.Read(content.Span, findings)
            : [.. YamlDocuments.Read(content, findings)];
    }
}
