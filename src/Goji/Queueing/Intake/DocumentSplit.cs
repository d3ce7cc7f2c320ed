using System.Text;
using System.Text.Json.Nodes;
using Goji.Yaml.Writing;

namespace Goji.Queueing.Intake;

/// <summary>Makes a job file of each Job of a manifest, with the documents that the Job names.</summary>
internal static class DocumentSplit
{
    /// <summary>The resources of a manifest, each with a text of its own.</summary>
    public static IReadOnlyList<SplitDocument> Read(ManifestText manifest)
    {
        var roots = manifest.Roots.ToList();
        var slices = manifest.IsJson ? [] : Slices(manifest.Text, roots);
        var documents = new List<SplitDocument>();
        for (var i = 0; i < roots.Count; i++)
        {
            var resources = ManifestText.ResourcesIn(roots[i]).ToList();
            documents.AddRange(resources.Select(resource =>
                new SplitDocument(
                    resource.Kind,
                    resource.Body,
                    resources.Count == 1 && resource.Body == roots[i] && slices.Count > 0 ? slices[i] : null)));
        }

        return documents;
    }

    /// <summary>Puts the documents of other kinds to the Jobs that name them; those that none names, to the first.</summary>
    /// <returns>The documents of each file, in their order, with its Job.</returns>
    public static IReadOnlyList<(SplitDocument Job, IReadOnlyList<SplitDocument> Documents)> Group(IReadOnlyList<SplitDocument> documents)
    {
        var jobs = documents.Where(document => document.IsJob).ToList();
        var others = documents.Where(document => !document.IsJob).ToList();
        var named = jobs.Select(job => CompanionSearch.NamedBy(job, others)).ToList();
        if (jobs.Count > 0)
        {
            named[0].UnionWith(others.Where(other => !named.Any(group => group.Contains(other))));
        }

        return [.. jobs.Select(
            (job, i) => (
                job, (IReadOnlyList<SplitDocument>)[.. documents.Where(document => document == job || named[i].Contains(document))]))];
    }

    /// <summary>The content of a file of some documents.</summary>
    public static byte[] Content(IEnumerable<SplitDocument> documents) =>
        Encoding.UTF8.GetBytes(string.Join("---\n", documents.Select(document => document.Text)));

    /// <summary>The text of each document, from behind its line <c>---</c> to the next one.</summary>
    private static List<string> Slices(string text, List<JsonNode?> roots)
    {
        var starts = YamlSpans.Read(text).Select(document => document.Start).ToList();
        var slices = new List<string>();
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? text.LastIndexOf("---", starts[i + 1] - 1, StringComparison.Ordinal) : text.Length;
            var slice = text[starts[i]..Math.Max(end, starts[i])].Trim('\r', '\n') + "\n";
            slices.Add(YamlRewriter.Means(slice, [roots[i]]) || roots[i] is not { } root ? slice : YamlWriter.Write(root));
        }

        return slices;
    }
}
