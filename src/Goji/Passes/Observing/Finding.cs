using Goji.Passes.Cancelling;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>What one poll of the cluster finds out about a job file in processing.</summary>
/// <param name="Path">The job's path.</param>
/// <param name="Attempt">The attempt as it is known now; null where the record cannot be read or there is none.</param>
internal sealed record Finding(string Path, Attempt? Attempt)
{
    /// <summary>
    /// Why the file stays in processing; empty where that needs no reason; null where what was reported before still holds.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>Whether no later poll of this pass can find a verdict.</summary>
    public bool IsHopeless { get; init; }

    /// <summary>Whether the file is not in processing: its state does not follow from the attempt.</summary>
    public bool IsAway { get; init; }

    /// <summary>Whether the attempt has changed and must be recorded.</summary>
    public bool IsChange { get; init; }

    /// <summary>The Jobs without verdict that are to be ended, because the file is cancelled.</summary>
    public IReadOnlyList<CancelOrder> ToCancel { get; init; } = [];

    /// <summary>Whether Jobs are to be ended as soon as their UIDs are recorded.</summary>
    public bool CancelsOnceRecorded { get; init; }

    public IReadOnlyList<JobDetail> Details { get; init; } = [];

    public IReadOnlyList<PassWarning> Warnings { get; init; } = [];
}
