namespace Goji.Passes.Recording;

/// <summary>The result of the cleanup in the cluster that follows verdicts.</summary>
/// <param name="Settled">The updates whose files may move now.</param>
/// <param name="Stays">The files that stay in processing until the cluster has done it.</param>
/// <param name="Warnings">What could not be done.</param>
internal sealed record CleanupResult(
    IReadOnlyList<FileUpdate> Settled, IReadOnlyList<CleanupPendingFile> Stays, IReadOnlyList<PassWarning> Warnings);
