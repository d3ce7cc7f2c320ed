using Goji.Git.Clone;
using Goji.Git.Objects;
using Goji.Model;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Folder;

/// <summary>
/// A remote that is a folder. libgit2's transport would move its branch by force and run no hook; here it is moved as git moves it.
/// </summary>
internal sealed class PathRemote(LocalClone clone, string folder, GitSettings settings, IGojiLog log) : IRemote
{
    public string Address => folder;

    public async Task<RemoteHeads> FetchAsync(Func<RemoteHeads, FetchTarget?> choose, CancellationToken cancellationToken)
    {
        var heads = await WorkAsync($"The branches of '{folder}' could not be read", RemoteHeads.Of, cancellationToken);
        if (choose(heads) is { } wanted)
        {
            await WorkAsync(
                $"The branch '{wanted.Branch}' of '{folder}' could not be fetched",
                remote =>
                {
                    FetchObjects(remote, wanted.Tip, cancellationToken);
                    return true;
                },
                cancellationToken);
            clone.Move(LocalClone.TrackingReference(wanted.Branch), wanted.Tip, "fetch");
        }

        return heads;
    }

    public Task FetchObjectsAsync(IReadOnlyList<ObjectId> objects, bool isFolders, CancellationToken cancellationToken) => WorkAsync(
        $"Files of '{folder}' could not be fetched",
        remote =>
        {
            using var local = clone.OpenRepository();
            new ObjectTransfer(remote, local, cancellationToken).Copy(objects);
            return true;
        },
        cancellationToken);

    public async Task<PushOutcome> PushAsync(string branch, ObjectId commit, CancellationToken cancellationToken)
    {
        var what = $"The push to the branch '{branch}' of '{folder}' failed";
        try
        {
            using var remote = Open();
            CheckedOutBranch.Refuse(remote, branch);
            var swap = new BranchSwap(clone, remote, ReceiveHooks.Of(remote, clone, settings.HookPatience, log), settings.LockPatience);
            return await Task.Run(() => swap.MoveAsync(branch, commit, cancellationToken), cancellationToken);
        }
        catch (Exception failure) when (GitFailure.IsForeign(failure))
        {
            throw GitFailure.Explain(failure, what);
        }
    }

    public void Dispose()
    {
    }

    private void FetchObjects(Repository remote, ObjectId tip, CancellationToken cancellationToken)
    {
        using var local = clone.OpenRepository();
        if (RepositoryCopy.IsPossible(remote, local))
        {
            new RepositoryCopy(RepositoryFolder.ObjectsOf(remote), RepositoryFolder.ObjectsOf(local), cancellationToken).Run();
        }
        else
        {
            using var objects = new ObjectReader(RepositoryFolder.ObjectsOf(remote));
            new ObjectTransfer(remote, local, cancellationToken).Copy(tip, new TreeStore(objects));
        }
    }

    private Task<T> WorkAsync<T>(string what, Func<Repository, T> work, CancellationToken cancellationToken) => Task.Run(
        () => GitFailure.Explained(() => what, () =>
        {
            using var remote = Open();
            return work(remote);
        }),
        cancellationToken);

    private Repository Open()
    {
        try
        {
            return new Repository(folder);
        }
        catch (RepositoryNotFoundException failure)
        {
            // While GojiInit clones, nobody knows the clone's folder, and its origin is the setting Repository.
            var way = IsRepositorySetting()
                ? "correct the setting Repository, or GIT_REPOSITORY"
                : $"correct the address of '{clone.Folder}' with: git remote set-url origin <address>";
            throw Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
                ? new GojiUsageException($"The remote '{folder}' is not a git repository: {way}.", failure)
                : new GojiUnavailableException(
                    $"The remote '{folder}' is not there. If its disk or share is mounted later, try again; else {way}.", failure);
        }
    }

    private bool IsRepositorySetting() =>
        settings.Repository is { Length: > 0 } address && RemoteAddress.FolderOf(address, Directory.GetCurrentDirectory()) == folder;
}
