using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes;

/// <summary>The repository of record behind a clone.</summary>
internal interface IRemote
{
    /// <summary>The address without credentials.</summary>
    string Address { get; }

    Task<RemoteHeads> ReadHeadsAsync(CancellationToken cancellationToken);

    /// <summary>Brings a branch's tip and what it needs into the clone, and moves the remote-tracking reference there.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="tip">The tip as the heads told it; the branch may have moved on since.</param>
    /// <param name="cancellationToken">Ends the conversation.</param>
    Task FetchAsync(string branch, ObjectId tip, CancellationToken cancellationToken);

    /// <summary>Moves the branch to a commit if it is at an ancestor of it, or not there at all, at that very moment.</summary>
    Task<PushOutcome> PushAsync(string branch, ObjectId commit, CancellationToken cancellationToken);
}
