namespace Goji.Ports.Pods;

/// <summary>A pod of a Job as it is now.</summary>
/// <param name="Name">The pod's name.</param>
/// <param name="Uid">The pod's UID.</param>
/// <param name="Phase">The phase, or <c>Terminating</c> while the pod is being deleted.</param>
internal sealed record PodDetail(string Name, string Uid, string Phase)
{
    /// <summary>The node that the pod runs on; empty where it is not scheduled.</summary>
    public string Node { get; init; } = "";

    /// <summary>Why the pod is not scheduled, or why it failed as a whole; empty where there is no reason.</summary>
    public string Reason { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The containers in the order in which they start.</summary>
    public IReadOnlyList<ContainerDetail> Containers { get; init; } = [];
}
