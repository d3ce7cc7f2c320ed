namespace Goji;

/// <summary>The state of a job, which is the folder that its file is in.</summary>
public enum JobState
{
    /// <summary>Waiting to be started: <c>queued/</c>.</summary>
    Queued,

    /// <summary>Claimed by a runner, and started or about to be: <c>processing/</c>.</summary>
    Processing,

    /// <summary>Every Job of the file is complete: <c>succeeded/</c>.</summary>
    Succeeded,

    /// <summary>A Job of the file failed, or the file was refused: <c>failed/</c>.</summary>
    Failed,

    /// <summary>A Job of the file was started and no longer exists, so that its end is not known: <c>unknown/</c>.</summary>
    Unknown,
}
