using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Manifests;

/// <summary>
/// Finds names of Goji that have no effect where they are, such as a misspelt annotation: a job never starts by accident.
/// </summary>
internal static class SteeringNames
{
    private const string Prefix = "goji.run/";

    private static readonly string[] Annotations =
        [MarkNames.After, MarkNames.Group, MarkNames.Priority, MarkNames.NotBefore, MarkNames.Expires, MarkNames.Cancel];

    // An export of a Job that Goji has created has these.
    private static readonly string[] Marks =
        [MarkNames.File, MarkNames.RepositoryUrl, MarkNames.Ttl, MarkNames.RunId, MarkNames.Repository];

    /// <param name="entry">The Job.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void Check(ManifestEntry entry, JsonObject metadata, List<ManifestFinding> findings)
    {
        foreach (var name in NamesIn(metadata, "annotations").Except(Annotations).Except(Marks))
        {
            findings.Add(entry.Finding(
                $"Goji has no annotation {name}. It has {string.Join(", ", Annotations)}. Correct the name, or remove the annotation."));
        }

        foreach (var name in NamesIn(metadata, "labels").Except(Marks))
        {
            findings.Add(entry.Finding($"The label {name} has no effect. Write it as an annotation of the Job, or remove it."));
        }

        var template = (entry.Body["spec"] as JsonObject)?["template"] is JsonObject pod ? pod["metadata"] as JsonObject : null;
        foreach (var name in NamesIn(template, "annotations").Concat(NamesIn(template, "labels")).Intersect(Annotations))
        {
            findings.Add(entry.Finding(
                $"{name} is on the pod template, where it has no effect. Move it to the annotations of the Job, or remove it."));
        }
    }

    private static IEnumerable<string> NamesIn(JsonObject? metadata, string field) => metadata?[field] is JsonObject names
        ? names.Select(pair => pair.Key).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        : [];
}
