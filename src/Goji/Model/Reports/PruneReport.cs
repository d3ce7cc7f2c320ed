namespace Goji;

/// <summary>What a pruning has removed from the jobs repository, or with <see cref="GojiOptions.DryRun"/> would remove.</summary>
public sealed record PruneReport
{
    /// <summary>Gets the jobs that were removed, by state and path. The git history has them still.</summary>
    public IReadOnlyList<PrunedJob> Pruned { get; init; } = [];

    /// <summary>Gets how many jobs the pruned states have left.</summary>
    public int Kept { get; init; }

    /// <summary>Gets the commit that removed the jobs; empty where nothing was removed.</summary>
    public string Commit { get; init; } = "";
}
