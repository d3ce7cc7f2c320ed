namespace Goji;

/// <summary>What a line of the log is about, for hosts that count or filter lines. The numbers stay as they are.</summary>
public enum GojiEvent
{
    /// <summary>The line has no id.</summary>
    None = 0,

    /// <summary>A push is repeated, because another push came first or the remote did not answer.</summary>
    PushRetried = 1,

    /// <summary>
    /// Jobs of a file were started. The arguments of the line are the file, the Jobs, the cluster, the user that they were created as,
    /// the id, author and committer of each commit that added the file, and its signer.
    /// </summary>
    JobStarted = 2,

    /// <summary>A file was put back into the queue. The arguments of the line are the file, and the committer.</summary>
    JobRequeued = 3,

    /// <summary>
    /// A Job was deleted because it is cancelled. The arguments of the line are its namespace and name, the file, the cluster, the reason,
    /// the id, author and committer of each commit that asked for it, and who signed it.
    /// </summary>
    JobCancelled = 4,

    /// <summary>
    /// A pass has claimed or refused a file that had an attempt before: somebody has put it back into the queue. The arguments of the line
    /// are the file, the number of the new attempt, the state that the one before ended in, the id, author and committer of each commit
    /// that brought the file, and who signed it.
    /// </summary>
    RequeueFound = 5,

    /// <summary>
    /// A queued file was moved to <c>failed/</c> without a start: it was refused, has expired or is cancelled. The arguments of the line
    /// are the file, the reason in a word and in sentences, the id, author and committer of each commit that brought the file, and who
    /// signed it.
    /// </summary>
    JobRefused = 6,
}
