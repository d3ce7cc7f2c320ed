using Goji.Passes.Cancelling;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>One file in processing while it is observed. Its Jobs are read one after the other, by one task.</summary>
/// <param name="file">The file.</param>
/// <param name="attempt">Its newest attempt, or the one that adopts it.</param>
internal sealed class ObservedFile(ProcessingFile file, Attempt? attempt)
{
    private readonly List<JobDetail> details = [];
    private readonly List<PassWarning> warnings = [];

    public ProcessingFile File { get; } = file;

    public Attempt? Attempt { get; } = attempt;

    /// <summary>The Jobs to observe.</summary>
    public IReadOnlyList<JobRun> Wanted { get; init; } = [];

    /// <summary>Whether the record has no attempt for this file yet.</summary>
    public bool IsUnrecorded { get; init; }

    /// <summary>Whether the configured cluster is certainly the one of the attempt.</summary>
    public bool IsCertainCluster { get; init; }

    /// <summary>Whether the file excludes others: its Jobs are over when their pods are.</summary>
    public bool IsExclusive { get; init; }

    public bool IsHopeless { get; init; }

    /// <summary>The reason to cancel the file; null for none.</summary>
    public string? Cancel { get; init; }

    /// <summary>The Jobs to end.</summary>
    public List<CancelOrder> ToCancel { get; } = [];

    /// <summary>Whether Jobs must be ended whose UIDs are not recorded yet.</summary>
    public bool CancelsOnceRecorded { get; set; }

    public string? Reason { get; set; }

    /// <summary>Reports why the file stays in processing.</summary>
    public ObservedFile Stay(string reason)
    {
        Reason = reason;
        warnings.Add(new(reason));
        return this;
    }

    /// <summary>Reports that a Job could not be read. The answer names the Job; the same cause for many Jobs is one warning.</summary>
    public void StayUnread(string answer)
    {
        Reason = $"The state of '{File.File}' is not known: {answer}";
        var cause = answer[(answer.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? colon + 2 : 0)..];
        warnings.Add(new(Reason) { Cause = cause, ForMany = count => $"The state of {count} Jobs is not known: {cause}" });
    }

    public void Detail(JobRun run, string reason, string message, IReadOnlyList<PodReport> pods)
    {
        if (details.Count > 0)
        {
            details.RemoveAll(detail => detail.IsOf(run));
        }

        details.Add(new(run, reason, message, pods));
    }

    public void Warn(string text, string subject) => warnings.Add(new(text, subject));

    /// <param name="known">The attempt as it is known after the poll.</param>
    public Finding ToFinding(Attempt? known) => new(File.Path, known)
    {
        Reason = Reason,
        IsHopeless = IsHopeless,
        IsAway = File.IsAway,
        IsChange = known is not null && !IsHopeless
            && (known.State != JobState.Processing || !known.Jobs.SequenceEqual(File.Attempt?.Jobs ?? []) || IsUnrecorded),
        ToCancel = ToCancel,
        CancelsOnceRecorded = CancelsOnceRecorded,
        Details = details,
        Warnings = warnings,
    };
}
