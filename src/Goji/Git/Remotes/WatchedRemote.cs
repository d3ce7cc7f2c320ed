using Goji.Model;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes;

/// <summary>A remote of which calls that take long are reported, whoever makes them.</summary>
internal sealed class WatchedRemote(IRemote remote, IGojiLog log, TimeProvider time) : IRemote
{
    public string Address => remote.Address;

    public TimeSpan SilentFor => remote.SilentFor;

    public Task<RemoteHeads> FetchAsync(Func<RemoteHeads, FetchTarget?> choose, CancellationToken cancellationToken) =>
        ReportAsync(remote.FetchAsync(choose, cancellationToken), "fetch from");

    public Task FetchObjectsAsync(IReadOnlyList<ObjectId> objects, bool isFolders, CancellationToken cancellationToken) =>
        ReportAsync(WithResultAsync(remote.FetchObjectsAsync(objects, isFolders, cancellationToken)), "fetch from");

    public Task DeepenAsync(string branch, int depth, CancellationToken cancellationToken) =>
        ReportAsync(WithResultAsync(remote.DeepenAsync(branch, depth, cancellationToken)), "fetch from");

    public Task<PushOutcome> PushAsync(string branch, ObjectId commit, CancellationToken cancellationToken) =>
        ReportAsync(remote.PushAsync(branch, commit, cancellationToken), "push to");

    public void Dispose() => remote.Dispose();

    private static async Task<bool> WithResultAsync(Task call)
    {
        await call;
        return true;
    }

    private Task<T> ReportAsync<T>(Task<T> call, string what) =>
        SlowServerNotice.ReportAsync(call, $"The {what} '{Address}'", log, time);
}
