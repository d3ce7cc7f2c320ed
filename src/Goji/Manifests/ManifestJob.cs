using System.Text.Json.Nodes;

namespace Goji.Manifests;

/// <summary>A Job as its author wrote it.</summary>
/// <param name="Namespace">The author's namespace, else the default one.</param>
/// <param name="Name">The author's name, or null where it has a <paramref name="GenerateName"/> instead.</param>
/// <param name="GenerateName">What the Job's name begins with, or null where there is a <paramref name="Name"/>.</param>
/// <param name="TtlSecondsAfterFinished">What the author wrote, as far as the API server would take it; else null, and the body keeps it
/// for the server to refuse.</param>
/// <param name="Body">Everything the author wrote, in the author's order.</param>
internal sealed record ManifestJob(string Namespace, string? Name, string? GenerateName, int? TtlSecondsAfterFinished, JsonObject Body)
{
    /// <summary>Where it is, for messages: the file, the document where there are several, and the line.</summary>
    public required string Place { get; init; }

    /// <summary>The line on which its document begins, from 1; 0 where none is known.</summary>
    public int Line { get; init; }

    /// <summary>The owners that the author named.</summary>
    public IReadOnlyList<JobOwner> Owners => JobOwner.Of(Body);

    // The first characters of a run id are its time and are alike for neighbours; the last ones are random.
    private const int SuffixLength = 10;

    /// <summary>
    /// The name in place of a generateName: each attempt has its own, and a repeated start of one attempt finds it again.
    /// </summary>
    public static string FixedName(string generateName, string runId)
    {
        var suffix = runId[Math.Max(0, runId.Length - SuffixLength)..].ToLowerInvariant();
        var room = KubernetesNames.MaxJobName - suffix.Length;
        return (generateName.Length > room ? generateName[..room] : generateName) + suffix;
    }

    /// <summary>The JSON to create the Job with.</summary>
    public byte[] ToRequestBody(string name, JobMarks marks) => JobRequestBody.Write(this, name, marks);
}
