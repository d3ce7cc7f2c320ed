using Goji.Manifests;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>A Job ready to be created: its fixed name and the bytes to send.</summary>
internal sealed record PreparedJob(string Namespace, string Name, int? Ttl, byte[] Body)
{
    /// <summary>Where it is in its file, for messages.</summary>
    public required string Place { get; init; }

    /// <summary>The owners that the manifest names.</summary>
    public IReadOnlyList<JobOwner> Owners { get; init; } = [];

    public JobRun ToRun() => new(Namespace, Name) { Ttl = Ttl };
}
