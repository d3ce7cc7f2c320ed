using Goji.Yaml;

namespace Goji.Manifests.Rules;

/// <summary>Names what a file is that cannot be read as YAML or JSON: a template, or a pointer of Git LFS.</summary>
internal static class UnreadableFileHint
{
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

        return problems.Count > 0 && FindTemplate(path, content, problems) is { } template
            ? [template]
            : problems.Select(problem => new ManifestFinding(problem.Document, problem.Line, problem.Column, problem.Text));
    }

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
