namespace Goji.Policies;

/// <summary>Checks a pod against the Pod Security Standards, as of Kubernetes 1.36.</summary>
internal static class PodSecurityStandards
{
    public static IEnumerable<string> Violations(PodSpec pod, PodSecurityLevel level) => level switch
    {
        PodSecurityLevel.Privileged => [],
        PodSecurityLevel.Baseline => BaselinePods.Violations(pod),
        _ => [.. BaselinePods.Violations(pod), .. RestrictedPods.Violations(pod)],
    };
}
