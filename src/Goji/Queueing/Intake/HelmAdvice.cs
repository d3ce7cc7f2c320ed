using System.Text.RegularExpressions;
using Goji.Manifests.Rules;
using Goji.Yaml;

namespace Goji.Queueing.Intake;

/// <summary>Names the command that renders the Jobs of a chart alone, for what <c>helm template</c> has written.</summary>
internal static partial class HelmAdvice
{
    /// <summary>Returns the advice; null for a manifest that Helm has not written, or that holds Jobs only or none.</summary>
    public static string? For(ManifestFile file)
    {
        string text;
        try
        {
            text = FileText.Decode(file.Content);
        }
        catch (YamlSyntaxException)
        {
            return null;
        }

        var jobs = new List<string>();
        var others = 0;
        foreach (var document in Separator().Split(text))
        {
            if (Source().Match(document) is { Success: true } source && Kind().Match(document) is { Success: true } kind)
            {
                var isJob = KindRule.IsMeantAsJob("batch/v1", kind.Groups[1].Value);
                others += isJob ? 0 : 1;
                jobs.AddRange(isJob ? [source.Groups[1].Value] : []);
            }
        }

        return jobs.Count == 0 || others == 0 ? null
            : $"Helm has rendered this from a chart. To queue its Jobs alone: helm template <release> <chart> "
                + $"{string.Join(' ', jobs.Distinct().Select(job => $"--show-only {job}"))} "
                + $"| goji queue - --name {file.Name[(file.Name.LastIndexOf('/') + 1)..]}";
    }

    [GeneratedRegex(@"^---[ \t]*\r?$", RegexOptions.Multiline)]
    private static partial Regex Separator();

    // The first part of the path is the chart itself.
    [GeneratedRegex(@"^# Source: [^/\s]+/(\S+)", RegexOptions.Multiline)]
    private static partial Regex Source();

    [GeneratedRegex(@"^kind:[ \t]*[""']?(\w+)", RegexOptions.Multiline)]
    private static partial Regex Kind();
}
