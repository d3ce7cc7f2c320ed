namespace Goji;

/// <summary>What happens to a queued file whose path is taken by a file in <c>succeeded/</c>, <c>failed/</c> or <c>unknown/</c>.</summary>
public enum DuplicatePolicy
{
    /// <summary>The queued file stays queued, and the report shows the choices.</summary>
    Hold,

    /// <summary>The queued file is dropped.</summary>
    Discard,

    /// <summary>The job runs again: the queued file replaces the finished one, and the run record keeps the history.</summary>
    Replace,
}
