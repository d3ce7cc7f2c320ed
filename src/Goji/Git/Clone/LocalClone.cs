using Goji.Git.Locks;
using Goji.Git.Objects;
using Goji.Git.Objects.Packs;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>The clone on this machine: its object database and its references.</summary>
internal sealed class LocalClone : IDisposable
{
    public const string Origin = "origin";
    private readonly FolderLock folderLock;
    private readonly GitSettings settings;
    private readonly IGojiLog log;
    private readonly HashSet<string> warned = [];

    // Snapshots keep reading through the instance that they came from.
    private readonly List<Repository> opened = [];
    private string knownBoundary;
    private CommitSnapshot? newest;

    private LocalClone(GitSettings settings, IGojiLog log, Repository repository, FolderLock folderLock)
    {
        this.settings = settings;
        this.log = log;
        this.folderLock = folderLock;
        Folder = Path.GetFullPath(settings.Directory);
        opened.Add(repository);
        CommonFolder = RepositoryFolder.CommonOf(repository);
        Boundary = new ShallowBoundary(CommonFolder);
        Objects = new(Path.Combine(CommonFolder, "objects"));
        Trees = new(Objects);
        Configuration = CloneConfiguration.Of(repository, settings.Variable);
        knownBoundary = Boundary.Read();
        Boundary.PutBack();
        Refresh();
    }

    public string Folder { get; }

    /// <summary>The folder with the references and objects: <c>.git</c>, for a linked worktree too.</summary>
    public string CommonFolder { get; }

    public ShallowBoundary Boundary { get; }

    public ObjectReader Objects { get; }

    public TreeStore Trees { get; }

    /// <summary>The pack of the newest commit of many files, until that is pushed.</summary>
    public StoredPack? NewestPack { get; set; }

    public Repository Repository => opened[^1];

    /// <summary>The branch that HEAD is on, born or not; null where HEAD is detached.</summary>
    public string? HeadBranch => BranchName.Of((Repository.Refs.Head as SymbolicReference)?.TargetIdentifier);

    /// <summary>Goji's own folder in the clone, for files that it is working on.</summary>
    public string WorkFolder => Path.Combine(CommonFolder, "goji");

    /// <summary>Whether the clone left objects at the remote when it was made (<c>--filter</c>).</summary>
    public bool IsPartial => Configuration.Get($"remote.{Origin}.promisor") is "true";

    /// <summary>Whether the clone left folders at the remote too (<c>--filter=tree:0</c>), and not only the contents of files.</summary>
    public bool LacksFolders =>
        IsPartial && Configuration.Get($"remote.{Origin}.partialclonefilter")?.StartsWith("blob:", StringComparison.Ordinal) != true;

    /// <summary>The git configuration as it was when the clone was opened.</summary>
    public CloneConfiguration Configuration { get; }

    /// <summary>Opens a clone and locks it against other processes of this machine.</summary>
    /// <exception cref="GojiException">There is no clone, or another process holds it, or it cannot be written to.</exception>
    public static async Task<LocalClone> OpenAsync(
        GitSettings settings, IGojiLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        Repository? repository = null;
        FolderLock? folderLock = null;
        try
        {
            repository = RepositoryOpener.In(Path.GetFullPath(settings.Directory), settings);
            folderLock = await FolderLock.TakeAsync(repository.Info.Path, settings.FolderPatience, time, cancellationToken);
            var clone = new LocalClone(settings, log, repository, folderLock);
            await StaleLocks.RemoveAsync(repository.Info.Path, clone.CommonFolder, folderLock, log, time, cancellationToken);
            return clone;
        }
        catch (Exception failure)
        {
            repository?.Dispose();
            folderLock?.Dispose();
            if (GitFailure.IsForeign(failure))
            {
                throw GitFailure.Explain(failure, $"The clone '{settings.Directory}' could not be opened");
            }

            throw;
        }
    }

    public static string TrackingReference(string branch) => $"refs/remotes/{Origin}/{branch}";

    /// <summary>Opens the clone once more, for work on another thread or with a fresh view of the index.</summary>
    public Repository OpenRepository() => RepositoryOpener.In(Folder, settings);

    public ObjectId? IdOf(string reference) =>
        Repository.Refs[reference]?.ResolveToDirectReference() is { } direct ? new ObjectId(direct.TargetIdentifier) : null;

    /// <summary>A snapshot of a commit. It is kept, with all that has been read of it.</summary>
    public CommitSnapshot Snapshot(ObjectId id)
    {
        if (newest?.Commit.Id != id)
        {
            newest = new(this, CommitAt(id), WarnOfUnsafePath);
        }

        return newest;
    }

    public Commit CommitAt(ObjectId id) =>
        Repository.Lookup<Commit>(id)
            ?? throw new GojiCloneException($"The commit {id} is missing in '{Folder}'. Delete the folder and run GojiInit again.");

    public bool IsAncestor(ObjectId ancestor, ObjectId descendant) => IsAncestor(Repository, ancestor, descendant);

    public static bool IsAncestor(Repository repository, ObjectId ancestor, ObjectId descendant) =>
        ancestor == descendant
        || (repository.Lookup<Commit>(ancestor) is { } first
            && repository.Lookup<Commit>(descendant) is { } second
            && repository.ObjectDatabase.FindMergeBase(first, second)?.Id == ancestor);

    public void Move(string reference, ObjectId to, string reason)
    {
        if (IdOf(reference) != to)
        {
            Repository.Refs.Add(reference, to, $"goji: {reason}", allowOverwrite: true);
        }
    }

    /// <summary>Takes notice of a shallow boundary that a fetch moved: libgit2 reads it when it opens a repository.</summary>
    public void Refresh()
    {
        var boundary = Boundary.Read();
        if (boundary != knownBoundary)
        {
            knownBoundary = boundary;
            opened.Add(OpenRepository());
            newest = null;
        }
    }

    public void Dispose()
    {
        opened.ForEach(repository => repository.Dispose());
        Objects.Dispose();
        folderLock.Dispose();
    }

    private void WarnOfUnsafePath(string path)
    {
        if (warned.Add(path))
        {
            log.Write(
                GojiLogLevel.Warning,
                "'{0}' in the jobs repository has a name that is not valid on every system; it is ignored. Rename it and commit.",
                path);
        }
    }
}
