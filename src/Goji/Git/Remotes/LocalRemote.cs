using Goji.Git.Clone;
using Goji.Git.Remotes.Folder;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes;

/// <summary>A clone without a remote is the repository of record itself.</summary>
internal sealed class LocalRemote(LocalClone clone, GitSettings settings) : IRemote
{
    /// <summary>The commit whose files the working copy shows while the branch has moved on already.</summary>
    public const string ShownReference = "refs/goji/shown";

    public string Address => clone.Folder;

    public Task<RemoteHeads> FetchAsync(Func<RemoteHeads, FetchTarget?> choose, CancellationToken cancellationToken)
    {
        var heads = GitFailure.Explained(
            () => $"The branches of '{clone.Folder}' could not be read", () => RemoteHeads.Of(clone.Repository));
        choose(heads);
        return Task.FromResult(heads);
    }

    public Task FetchObjectsAsync(IReadOnlyList<ObjectId> objects, bool isFolders, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public async Task<PushOutcome> PushAsync(string branch, ObjectId commit, CancellationToken cancellationToken)
    {
        try
        {
            if (clone.HeadBranch == branch && clone.IdOf(ShownReference) is null && clone.IdOf(BranchName.Reference(branch)) is { } shown)
            {
                clone.Move(ShownReference, shown, "before the branch moves");
            }

            return await new BranchSwap(clone, clone.Repository, hooks: null, settings.LockPatience).MoveAsync(
                branch, commit, cancellationToken);
        }
        catch (Exception failure) when (GitFailure.IsForeign(failure))
        {
            throw GitFailure.Explain(failure, $"The branch '{branch}' of '{clone.Folder}' could not be moved");
        }
    }

    public void Dispose()
    {
    }
}
