namespace Goji.Reconciling;

/// <summary>What the pods of a Job tell about it.</summary>
/// <param name="Summary">One sentence: which container of which pod ended how, or waits for what. Empty where the pods say nothing.</param>
/// <param name="Log">The last log lines of that container, oldest first.</param>
internal sealed record PodFindings(string Summary, IReadOnlyList<string> Log)
{
    public static PodFindings None { get; } = new("", []);
}
