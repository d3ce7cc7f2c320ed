namespace Goji.Manifests;

/// <summary>The content of a job file.</summary>
/// <param name="Jobs">The Jobs in the file's order; at least one.</param>
/// <param name="Others">Resources of the kinds that the rules allow beside Jobs, in the file's order.</param>
internal sealed record Manifest(IReadOnlyList<ManifestJob> Jobs, IReadOnlyList<ManifestResource> Others)
{
    /// <summary>When the file may start.</summary>
    public JobSteering Steering { get; init; } = JobSteering.None;
}
