using Goji.Records;

namespace Goji.Ports;

/// <summary>
/// A job with an attempt that is not closed: a file in <c>processing/</c>, or one that was moved away, and its run record.
/// </summary>
internal sealed record ProcessingFile(JobFile File, RunRecord Record)
{
    /// <summary>Why the record cannot be read; null where it can. Such a file stays where it is.</summary>
    public string? Damage { get; init; }

    /// <summary>Whether the file is no longer in processing. Its attempt is still followed; the file stays where it is.</summary>
    public bool IsAway { get; init; }

    public string Path => File.Path;

    public Attempt? Attempt => Record.Newest;

    /// <summary>Whether Goji has claimed it and not yet written down that every Job of it was started.</summary>
    public bool IsUnstarted =>
        Attempt is { IsJudged: false, Refused: null } attempt && attempt.Jobs.Any(job => job.Uid is null && job.Outcome is null);
}
