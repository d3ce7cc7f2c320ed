using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Manifests;

/// <summary>What Goji writes onto the objects of a job file, by which it recognises them.</summary>
/// <param name="RunId">The id of the attempt.</param>
/// <param name="RepositoryId">The id that the jobs repository keeps in itself.</param>
/// <param name="File">The job's path below its state folder.</param>
/// <param name="RepositoryUrl">The repository's address without credentials.</param>
internal sealed record JobMarks(string RunId, string RepositoryId, string File, string RepositoryUrl)
{
    /// <summary>The queue of Kueue's that Jobs wait in.</summary>
    public QueueLabels Queue { get; init; } = QueueLabels.None;

    /// <summary>
    /// The labels of an object, beside its author's, who may have a reason to name another manager: Goji finds its objects by the run id.
    /// </summary>
    public Dictionary<string, string?> Labels(JsonObject? authors)
    {
        var labels = new Dictionary<string, string?> { [MarkNames.RunId] = RunId, [MarkNames.Repository] = RepositoryId };
        if (authors?[MarkNames.ManagedBy] is null)
        {
            labels.Add(MarkNames.ManagedBy, MarkNames.Goji);
        }

        return labels;
    }

    /// <summary>The annotations of an object.</summary>
    public Dictionary<string, string?> Annotations() => new() { [MarkNames.File] = File, [MarkNames.RepositoryUrl] = RepositoryUrl };
}
