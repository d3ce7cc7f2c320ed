using Goji.Manifests.Rules;
using Goji.Yaml;
using Goji.Yaml.Json;

namespace Goji.Manifests;

/// <summary>Reads job files. It neither trusts them nor changes anything in them.</summary>
internal static class ManifestReader
{
    /// <summary>The largest size of a job file in bytes: a little less than what etcd stores as one object by default.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a job file: YAML, or JSON if its name ends in <c>.json</c> and its text begins as JSON does.</summary>
    /// <param name="path">The path below the state folder.</param>
    /// <param name="content">What the file holds.</param>
    /// <param name="rules">The rules for manifests.</param>
    /// <param name="inspect">Receives the documents before they are checked, also those of a file that cannot be used.</param>
    /// <exception cref="ManifestException">The file is not valid.</exception>
    public static Manifest Read(
        string path, ReadOnlyMemory<byte> content, ManifestRules rules, Action<IReadOnlyList<YamlDocument>>? inspect = null)
    {
        var problems = new List<YamlProblem>();
        IReadOnlyList<YamlDocument> documents = [];
        Exception? cause = null;
        try
        {
            documents = Documents(path, content, problems);
            inspect?.Invoke(documents);
        }
        catch (YamlSyntaxException e)
        {
            problems.Add(e.Problem);
            cause = e.InnerException;
        }

        var findings = new List<ManifestFinding>(UnreadableFileHint.Explain(path, content, problems));
        var resources = new ManifestResources(path, rules, findings, documents.Count(document => document.Root is not null) > 1);
        if (findings.Count == 0)
        {
            resources.Add(documents);
        }

        return findings.Count == 0
            ? new Manifest(resources.Jobs, resources.Others) { Steering = resources.Steering }
            : throw new ManifestException(
                path, [.. findings.Distinct()], resources.AreSeveral || findings.Any(finding => finding.Document > 1), cause);
    }

    /// <summary>Reads the documents of a file, whatever they hold.</summary>
    /// <exception cref="ManifestException">The file is not YAML or JSON.</exception>
    public static IReadOnlyList<YamlDocument> ReadDocuments(string path, ReadOnlyMemory<byte> content)
    {
        var problems = new List<YamlProblem>();
        Exception? cause = null;
        IReadOnlyList<YamlDocument> documents = [];
        try
        {
            documents = Documents(path, content, problems);
        }
        catch (YamlSyntaxException e)
        {
            problems.Add(e.Problem);
            cause = e.InnerException;
        }

        var findings = UnreadableFileHint.Explain(path, content, problems).ToList();
        return findings.Count == 0
            ? documents
            : throw new ManifestException(path, findings, findings.Exists(finding => finding.Document > 1), cause);
    }

    /// <summary>The reason to cancel a file; null for none. Other mistakes in the file do not matter.</summary>
    public static string? CancelOf(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            var resources = new ManifestResources(path, new ManifestRules(null, [], []), [], severalDocuments: false);
            resources.Add(Documents(path, content, []));
            return resources.Steering.Cancel;
        }
        catch (YamlSyntaxException)
        {
            return null;
        }
    }

    /// <summary>The failure of a file that is too large to be read at all.</summary>
    public static ManifestException TooLarge(string path, long bytes) =>
        new(path, [new(0, 0, 0, TooLarge(bytes))], severalDocuments: false);

    private static string TooLarge(long bytes) =>
        $"The file has {bytes} bytes, and a job file has {MaxBytes} at most (1 MiB). Split it, or move data that it carries to where the "
            + $"Job can fetch it.";

    /// <summary>The documents of a job file.</summary>
    /// <exception cref="YamlSyntaxException">The file cannot be read.</exception>
    public static IReadOnlyList<YamlDocument> Documents(string path, ReadOnlyMemory<byte> content, List<YamlProblem> problems)
    {
        if (content.Length > MaxBytes)
        {
            throw new YamlSyntaxException(0, 0, 0, TooLarge(content.Length));
        }

        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && JsonDocuments.IsJson(content.Span)
            ? JsonDocuments.Read(content.Span, problems)
            : [.. YamlDocuments.Read(content, problems)];
    }
}
