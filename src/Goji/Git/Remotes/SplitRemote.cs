using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes;

/// <summary>
/// A remote that is fetched from one address and pushed to another (<c>pushurl</c>, <c>pushInsteadOf</c>): a mirror and its original.
/// </summary>
internal sealed class SplitRemote(IRemote reading, IRemote writing) : IRemote
{
    public string Address => reading.Address;

    public TimeSpan SilentFor => reading.SilentFor > writing.SilentFor ? reading.SilentFor : writing.SilentFor;

    public Task<RemoteHeads> FetchAsync(Func<RemoteHeads, FetchTarget?> choose, CancellationToken cancellationToken) =>
        reading.FetchAsync(choose, cancellationToken);

    public Task FetchObjectsAsync(IReadOnlyList<ObjectId> objects, bool isFolders, CancellationToken cancellationToken) =>
        reading.FetchObjectsAsync(objects, isFolders, cancellationToken);

    public Task DeepenAsync(string branch, int depth, CancellationToken cancellationToken) =>
        reading.DeepenAsync(branch, depth, cancellationToken);

    public Task<PushOutcome> PushAsync(string branch, ObjectId commit, CancellationToken cancellationToken) =>
        writing.PushAsync(branch, commit, cancellationToken);

    public void Dispose()
    {
        reading.Dispose();
        writing.Dispose();
    }
}
