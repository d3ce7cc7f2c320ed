namespace Goji.Passes.Observing;

/// <summary>One poll of the Jobs of all processing files.</summary>
/// <param name="Findings">One for each file, in path order.</param>
/// <param name="Wanted">The number of Jobs that were requested.</param>
/// <param name="Unanswered">Of how many of them nothing could be found out.</param>
internal sealed record PollResult(IReadOnlyList<Finding> Findings, int Wanted, int Unanswered)
{
    /// <summary>Whether the next poll ends Jobs, after the results of this one are recorded.</summary>
    public bool CancelsOnceRecorded => Findings.Any(finding => finding.CancelsOnceRecorded);

    public bool IsBlind => Wanted > 0 && Unanswered == Wanted;
}
