using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes;

/// <summary>The repository of record behind a clone.</summary>
internal interface IRemote : IDisposable
{
    /// <summary>The address without credentials.</summary>
    string Address { get; }

    /// <summary>How long a server has been silent in a session that is under way; zero for a folder.</summary>
    TimeSpan SilentFor => TimeSpan.Zero;

    /// <summary>Reads the branches, and fetches the tip of one with everything that it needs, in one session.</summary>
    /// <param name="choose">Chooses the branch and the commit to fetch; null for no fetch. An exception ends the
    /// session.</param>
    /// <param name="cancellationToken">Ends the session.</param>
    /// <returns>The branches. The remote-tracking reference of the chosen one is at its commit.</returns>
    Task<RemoteHeads> FetchAsync(Func<RemoteHeads, FetchTarget?> choose, CancellationToken cancellationToken);

    /// <summary>Fetches single objects into a clone that was made with a filter.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="isFolders">Whether they are folders, which a server sends with all folders below them and without files.</param>
    /// <param name="cancellationToken">Ends the conversation.</param>
    Task FetchObjectsAsync(IReadOnlyList<ObjectId> objects, bool isFolders, CancellationToken cancellationToken);

    /// <summary>Brings more of the history of a branch into a shallow clone, where the remote can give it.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="depth">How many commits the clone has afterwards, counted from the tip.</param>
    /// <param name="cancellationToken">Ends the session.</param>
    Task DeepenAsync(string branch, int depth, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Moves the branch to a commit if it is at an ancestor of it, or not there at all, at that very moment.</summary>
    Task<PushOutcome> PushAsync(string branch, ObjectId commit, CancellationToken cancellationToken);
}
