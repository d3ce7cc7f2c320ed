using Goji.Yaml;

namespace Goji.Manifests.Rules;

/// <summary>Names what a file is that cannot be read as YAML or JSON: a template, a pointer of Git LFS, or an encrypted file.</summary>
internal static class UnreadableFileHint
{
    /// <summary>What encrypted files begin with, and the tool that has encrypted them.</summary>
    private static readonly (byte[] Start, string Tool)[] Encrypted =
    [
        ("\0GITCRYPT\0"u8.ToArray(), "git-crypt"),
        ("$ANSIBLE_VAULT;"u8.ToArray(), "Ansible Vault"),
        ("-----BEGIN AGE ENCRYPTED FILE-----"u8.ToArray(), "age"),
        ("age-encryption.org/v1"u8.ToArray(), "age"),
        ("-----BEGIN PGP MESSAGE-----"u8.ToArray(), "OpenPGP"),
    ];

    private static ReadOnlySpan<byte> LargeFilePointer => "version https://git-lfs.github.com/spec/"u8;

    /// <summary>Returns the findings of a file, with the cause in place of its symptoms where the cause is known.</summary>
    public static IEnumerable<ManifestFinding> Explain(string path, ReadOnlyMemory<byte> content, IReadOnlyList<YamlProblem> problems)
    {
        if (content.Span.StartsWith(LargeFilePointer))
        {
            return [new(
                0,
                0,
                0,
                "The file is a pointer of Git LFS, and Goji reads job files from git itself. Take job files out of LFS with: git lfs "
                    + "untrack, or a line '*.yaml !filter !diff !merge' in .gitattributes.")];
        }

        if (Encrypted.FirstOrDefault(kind => content.Span.StartsWith(kind.Start)).Tool is { } tool)
        {
            return [new(0, 0, 0, EncryptedBy(tool))];
        }

        return problems.Count > 0 && FindTemplate(path, content, problems) is { } template
            ? [template]
            : problems.Select(problem => new ManifestFinding(problem.Document, problem.Line, problem.Column, problem.Text));
    }

    /// <summary>The finding about an encrypted file.</summary>
    /// <param name="tool">What has encrypted it.</param>
    public static string EncryptedBy(string tool) =>
        $"The file is encrypted by {tool}, and Goji decrypts none. Commit the manifest as plain text, and keep its secrets in a Secret of "
        + "the cluster that the Job names (secretKeyRef, or a volume).";

    /// <summary>The first line at a problem, or just above it, that holds a tag of a template language.</summary>
    private static ManifestFinding? FindTemplate(string path, ReadOnlyMemory<byte> content, IReadOnlyList<YamlProblem> problems)
    {
        var lines = Lines(content);
        foreach (var problem in problems)
        {
            foreach (var line in (int[])[problem.Line, problem.Line - 1])
            {
                if (line > 0 && line <= lines.Length && TemplateTags.In(lines[line - 1]) is { } tag)
                {
                    return new(problem.Document, line, 0, TemplateTags.Explain(path, tag));
                }
            }
        }

        return null;
    }

    private static string[] Lines(ReadOnlyMemory<byte> content)
    {
        try
        {
            return content.Length > ManifestReader.MaxBytes ? [] : FileText.Decode(content.Span).ReplaceLineEndings("\n").Split('\n');
        }
        catch (YamlSyntaxException)
        {
            return [];
        }
    }
}
