using Goji.Ports;

namespace Goji.Passes;

/// <summary>What a pass knows of the job files beyond a snapshot, for the steps that decide.</summary>
internal interface IKnownFiles
{
    /// <summary>The files that a snapshot has in processing, with what the pass knows of their attempts and has not recorded yet.</summary>
    IReadOnlyList<ProcessingFile> ProcessingIn(IRepositorySnapshot snapshot);

    /// <summary>The jobs of a snapshot with an open attempt whose file is not in processing.</summary>
    IReadOnlyList<ProcessingFile> MovedAwayIn(IRepositorySnapshot snapshot);

    /// <summary>Whether this pass is about a file. A pass that only cancels is about the files that it cancels.</summary>
    bool IsWanted(string path);

    /// <summary>
    /// Whether this pass may decide about a queued file. Files that came after it began, and files that it gave back, are left to the next
    /// pass.
    /// </summary>
    bool MayLeaveQueue(string path);

    /// <summary>Whether this pass has tried to start a claimed file, and has no answer from the cluster.</summary>
    bool WasLeft(string path);
}
