using Goji.Ports.Sources;

namespace Goji.Ports;

/// <summary>A clone of the jobs repository, and the branch of its origin that all runners share.</summary>
internal interface IJobRepository : IDisposable
{
    /// <summary>The remote's address without credentials, or the clone's folder where there is no remote.</summary>
    string Address { get; }

    string Branch { get; }

    /// <summary>How long the remote has been silent while something is asked of it; zero while nothing is.</summary>
    TimeSpan SilentFor => TimeSpan.Zero;

    /// <summary>Whether jobs were queued or in processing at the last fetch. Sends no request.</summary>
    bool ExpectsWork { get; }

    /// <summary>Finds out who added files to the queue.</summary>
    IFileSources Sources { get; }

    /// <summary>
    /// Fetches, and returns the newest state a pass may build on: the remote branch's tip, or the local branch where that is strictly ahead
    /// of it. Costs nothing but the conversation with the remote when nothing is new.
    /// </summary>
    /// <exception cref="GojiUsageException">The local branch and the remote's have diverged, or there is no such branch.</exception>
    /// <exception cref="GojiException">The remote cannot be reached or refuses the credentials.</exception>
    Task<IRepositorySnapshot> SyncAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a commit on top of a snapshot into the object database. No branch, no index and no file of the working copy moves yet.
    /// </summary>
    IRepositorySnapshot Commit(IRepositorySnapshot basis, CommitDraft draft);

    /// <summary>
    /// Pushes a commit as a compare-and-swap on the remote branch: it lands only while the remote branch is still an ancestor of it.
    /// When it has landed, the remote-tracking branch and the local branch follow.
    /// </summary>
    /// <exception cref="PushRefusedException">The remote's policy refuses the push; another try would be refused too.</exception>
    /// <exception cref="GojiException">The remote could not be reached: whether the commit has landed is not known until the next
    /// sync.</exception>
    Task<PushOutcome> PushAsync(IRepositorySnapshot commit, CancellationToken cancellationToken);

    /// <summary>Finds out whether a commit is part of a snapshot's history.</summary>
    bool Contains(IRepositorySnapshot snapshot, string commitId);

    /// <summary>
    /// Brings the files of the working copy to a snapshot that the remote has: only paths that changed are touched, and a file with local
    /// edits keeps them. What hinders it is warned about and mended by the next call; it never throws for a state that a person or a killed
    /// process left behind.
    /// </summary>
    void UpdateWorkingCopy(IRepositorySnapshot snapshot);
}
