using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>What was seen of one Kubernetes Job and is reported without being recorded.</summary>
/// <param name="Run">The Job.</param>
/// <param name="Reason">The reason in one word, or empty.</param>
/// <param name="Message">The reason in a sentence, or empty.</param>
/// <param name="Pods">What its pods report, the most relevant first.</param>
internal sealed record JobDetail(JobRun Run, string Reason, string Message, IReadOnlyList<PodReport> Pods)
{
    /// <summary>Whether this is about the same Job, whatever is known of it.</summary>
    public bool IsOf(JobRun run) => Run.Namespace == run.Namespace && Run.Name == run.Name;
}
