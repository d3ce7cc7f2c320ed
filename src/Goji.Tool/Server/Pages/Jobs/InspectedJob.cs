using Goji.Ports.Pods;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>A Job as the cluster shows it.</summary>
/// <param name="Job">The Job.</param>
/// <param name="Pods">Its pods, the oldest first.</param>
/// <param name="Events">The events about it and its newest pods, the newest first.</param>
internal sealed record InspectedJob(KubernetesJobReport Job, IReadOnlyList<PodDetail> Pods, IReadOnlyList<ClusterEvent> Events);
