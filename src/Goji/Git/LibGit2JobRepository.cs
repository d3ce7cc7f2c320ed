using Goji.Git.Checkout;
using Goji.Git.Clone;
using Goji.Git.Remotes;
using Goji.Git.Remotes.Server.Http;
using Goji.Git.Sources;
using Goji.Ports;
using Goji.Ports.Notifications;
using Goji.Ports.Sources;
using LibGit2Sharp;

namespace Goji.Git;

internal sealed class LibGit2JobRepository : IJobRepository
{
    private static readonly TimeSpan LockStep = TimeSpan.FromMilliseconds(100);
    private readonly LocalClone clone;
    private readonly CommitTrees trees;
    private readonly IRemote remote;
    private readonly GitSettings settings;
    private readonly IGojiLog log;
    private readonly TimeProvider time;
    private readonly HashSet<string> warned = new(StringComparer.Ordinal);
    private string? branch;

    private LibGit2JobRepository(LocalClone clone, IRemote remote, GitSettings settings, IGojiLog log, TimeProvider time)
    {
        this.clone = clone;
        trees = new(clone, log);
        this.remote = remote;
        this.settings = settings;
        this.log = log;
        this.time = time;
        branch = settings.Branch;
        Sources = new FileSources(clone, remote, () => Branch, time);
    }

    public IFileSources Sources { get; }

    public string Address => remote.Address;

    public TimeSpan SilentFor => remote.SilentFor;

    public string Branch => branch ?? clone.HeadBranch ?? BranchChoice.LastResort;

    /// <summary>Goji's own folder in the clone.</summary>
    public string WorkFolder => clone.WorkFolder;

    /// <summary>How the API of the repository's host is reached.</summary>
    /// <exception cref="GojiUsageException">A file or a proxy that git's settings name cannot be used.</exception>
    public HostAccess AccessTo(Uri api) => ApiAccess.To(api, remote.Address, clone.Configuration, settings.Variable);

    public bool ExpectsWork
    {
        get
        {
            try
            {
                return clone.IdOf(LocalClone.TrackingReference(Branch)) is { } known
                    && clone.Snapshot(known) is var snapshot
                    && (snapshot.List(JobState.Queued).Count > 0 || snapshot.List(JobState.Processing).Count > 0);
            }
            catch (Exception failure) when (GitFailure.IsForeign(failure) || failure is GojiException)
            {
                // The sync reports or mends what is wrong with the clone.
                return false;
            }
        }
    }

    public static async Task<LibGit2JobRepository> OpenAsync(
        GitSettings settings, IGojiLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        var clone = await LocalClone.OpenAsync(settings, log, time, cancellationToken);
        try
        {
            return new LibGit2JobRepository(clone, ConfiguredRemote.Of(clone, settings, log, time), settings, log, time);
        }
        catch
        {
            clone.Dispose();
            throw;
        }
    }

    public async Task<IRepositorySnapshot> SyncAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var waited = TimeSpan.Zero; ; waited += LockStep)
            {
                try
                {
                    return await FetchTipAsync(cancellationToken);
                }
                catch (Exception failure) when (GitFailure.IsLock(failure) && waited < settings.LockPatience)
                {
                    // A git gc in the clone holds a reference for a moment.
                    await Task.Delay(LockStep, time, cancellationToken);
                }
            }
        }
        catch (Exception failure) when (GitFailure.IsForeign(failure))
        {
            throw GitFailure.Explain(failure, $"The clone '{clone.Folder}' could not be updated to the branch '{branch}' of '{Address}'");
        }
    }

    public IRepositorySnapshot Commit(IRepositorySnapshot basis, CommitDraft draft) => GitFailure.Explained(
        () => $"A commit in '{clone.Folder}' could not be written",
        () =>
        {
            var parent = ((CommitSnapshot)basis).Commit;
            var folders = ((CommitSnapshot)basis).Layout.Present;
            var tree = trees.Write(folders, parent.Tree.Id, draft.Changes);
            return clone.Snapshot(
                CommitWriter.Write(clone.Repository, settings, time, draft.Message, clone.Repository.Lookup<Tree>(tree), [parent]));
        });

    public async Task<PushOutcome> PushAsync(IRepositorySnapshot commit, CancellationToken cancellationToken)
    {
        var id = new ObjectId(commit.Id);
        var outcome = await remote.PushAsync(Branch, id, cancellationToken);
        log.Write(GojiLogLevel.Verbose, "Push of {0} to {1} of {2}: {3}.", commit.Id, Branch, Address, outcome);
        if (outcome == PushOutcome.Accepted)
        {
            clone.NewestPack = null;
            Follow(id);
            Do(
                "The branch of the clone could not follow the push",
                () => new WorkingCopyUpdate(clone, Branch, log).FollowUnlessCheckedOut(id));
        }

        return outcome;
    }

    public bool Contains(IRepositorySnapshot snapshot, string commitId) => GitFailure.Explained(
        () => $"The history of '{clone.Folder}' could not be read",
        () => ObjectId.TryParse(commitId, out var id) && clone.IsAncestor(id, new ObjectId(snapshot.Id)));

    public void UpdateWorkingCopy(IRepositorySnapshot snapshot) => Do(
        $"The files in '{clone.Folder}' could not be updated to {snapshot.Id}",
        () => new WorkingCopyUpdate(clone, Branch, log).UpdateTo(((CommitSnapshot)snapshot).Commit));

    public void Dispose()
    {
        remote.Dispose();
        clone.Dispose();
    }

    private async Task<IRepositorySnapshot> FetchTipAsync(CancellationToken cancellationToken)
    {
        ObjectId? tip = null;
        ObjectId? known = null;
        await remote.FetchAsync(
            heads =>
            {
                branch ??= BranchChoice.Of(heads, clone);
                tip = BranchChoice.TipOf(heads, branch, Address);
                known = clone.IdOf(LocalClone.TrackingReference(branch));
                if (known == tip)
                {
                    return null;
                }

                log.Write(GojiLogLevel.Verbose, "Fetching {0} of {1}.", branch, Address);
                return new FetchTarget(branch, tip);
            },
            cancellationToken);
        var basis = new UnpushedCommits(clone, Branch, known).BasisOn(tip!);
        await FetchFoldersAsync(clone.CommitAt(basis).Tree.Id, cancellationToken);
        var snapshot = clone.Snapshot(basis);
        if (clone.IsPartial && snapshot.Absent() is { Count: > 0 } absent)
        {
            log.Write(GojiLogLevel.Verbose, "Fetching {0} files that the clone's filter left at {1}.", absent.Count, Address);
            await remote.FetchObjectsAsync(absent, isFolders: false, cancellationToken);
        }

        return snapshot;
    }

    /// <summary>Fetches the folders that the clone's filter left at the remote: a pass reads and writes the tree of the tip.</summary>
    private async Task FetchFoldersAsync(ObjectId root, CancellationToken cancellationToken)
    {
        for (IReadOnlyList<ObjectId> before = []; clone.LacksFolders;)
        {
            // A server sends a folder with all below it, and a path the folder alone.
            var absent = AbsentFolders.Of(clone.Repository, clone.Trees, root);
            if (absent.Count == 0 || absent.SequenceEqual(before))
            {
                return;
            }

            log.Write(GojiLogLevel.Verbose, "Fetching {0} folders that the clone's filter left at {1}.", absent.Count, Address);
            await remote.FetchObjectsAsync(absent, isFolders: true, cancellationToken);
            before = absent;
        }
    }

    // The push has landed, whatever hinders the clone from noting it; the next sync notes it.
    private void Follow(ObjectId commit)
    {
        try
        {
            if (remote is not LocalRemote)
            {
                clone.Move(LocalClone.TrackingReference(Branch), commit, "push");
            }
        }
        catch (LibGit2SharpException failure)
        {
            log.Write(
                GojiLogLevel.Verbose, "'{0}' in '{1}' could not follow the push: {2}", LocalClone.TrackingReference(Branch), clone.Folder,
                failure.Message);
        }
    }

    // The files and the branch of the clone are a convenience: the pass continues, and the next one tries again.
    /// <summary>Does the work that can be done later. The same failure is a warning once.</summary>
    private void Do(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (GitFailure.IsForeign(failure) || failure is GojiException)
        {
            var explained = GitFailure.IsForeign(failure) ? GitFailure.Explain(failure, what) : failure;
            var isNews = warned.Add(failure.Message);
            log.Write(isNews ? GojiLogLevel.Warning : GojiLogLevel.Verbose, "{0} The next run retries.", explained.Message);
        }
    }
}
