using Goji.Sandbox.Jobs.Pods;

namespace Goji.Sandbox.Jobs;

/// <summary>What the controller remembers of one Job beyond the Job's own object.</summary>
internal sealed class JobRun
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required string Uid { get; init; }

    public List<PodRun> Pods { get; init; } = [];

    public int PodsMade { get; set; }

    public int Succeeded { get; set; }

    public int Failed { get; set; }

    public SortedSet<int> CompletedIndexes { get; init; } = [];

    public SortedSet<int> FailedIndexes { get; init; } = [];

    public Dictionary<int, int> FailuresOfIndex { get; init; } = [];

    /// <summary>Gets the number of runs there were of each index; of a Job without indexes under -1.</summary>
    public Dictionary<int, int> RunsOfIndex { get; init; } = [];

    public int FailuresInARow { get; set; }

    public DateTimeOffset? LastFailure { get; set; }

    public DateTimeOffset? StartTime { get; set; }

    public JobVerdict? Verdict { get; set; }

    /// <summary>Gets or sets since when the Job is suspended (or, if false, was resumed); null if it never was.</summary>
    public bool? IsSuspended { get; set; }

    public DateTimeOffset SuspensionChanged { get; set; }

    /// <summary>Gets or sets a value indicating whether the Job's object is gone and its pods run on as orphans.</summary>
    public bool IsOrphaned { get; set; }

    /// <summary>Gets or sets a value indicating whether pods are deleted as soon as may be, because their Job is.</summary>
    public bool IsCollected { get; set; }

    public DateTimeOffset? NextDue { get; set; }
}
