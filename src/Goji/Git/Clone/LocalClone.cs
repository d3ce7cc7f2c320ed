using Goji.Git.Locks;
using Goji.Git.Objects;
using Goji.Ports;
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

    private LocalClone(GitSettings settings, IGojiLog log)
    {
        this.settings = settings;
        this.log = log;
        Folder = Path.GetFullPath(settings.Directory);
        opened.Add(OpenRepository());
        CommonFolder = CommonFolderOf(Repository);
        try
        {
            folderLock = FolderLock.Take(Repository.Info.Path, settings.FolderPatience);
        }
        catch
        {
            Repository.Dispose();
            throw;
        }

        Boundary = new ShallowBoundary(CommonFolder);
        Trees = new TreeStore(() => Repository);
        knownBoundary = Boundary.Read();
        Boundary.PutBack();
        Refresh();
        StaleLocks.Remove(Repository.Info.Path, CommonFolder, folderLock, log);
    }

    public string Folder { get; }

    /// <summary>The folder with the references and objects: <c>.git</c>, for a linked worktree too.</summary>
    public string CommonFolder { get; }

    public ShallowBoundary Boundary { get; }

    public TreeStore Trees { get; }

    public Repository Repository => opened[^1];

    /// <summary>The branch that HEAD is on, born or not; null where HEAD is detached.</summary>
    public string? HeadBranch => Repository.Refs.Head is SymbolicReference head && head.TargetIdentifier.StartsWith("refs/heads/", StringComparison.Ordinal)
        ? head.TargetIdentifier["refs/heads/".Length..]
        : null;

    public static LocalClone Open(GitSettings settings, IGojiLog log) => GitFailure.Explained(
        () => $"The clone '{settings.Directory}' could not be opened",
        () => new LocalClone(settings, log));

    public static string BranchReference(string branch) => $"refs/heads/{branch}";

    public static string TrackingReference(string branch) => $"refs/remotes/{Origin}/{branch}";

    /// <summary>The folder that a linked worktree shares with its main one, or a repository's own.</summary>
    public static string CommonFolderOf(Repository repository)
    {
        var pointer = Path.Combine(repository.Info.Path, "commondir");
        return File.Exists(pointer)
            ? Path.GetFullPath(File.ReadAllText(pointer).Trim(), repository.Info.Path)
            : repository.Info.Path.TrimEnd(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>The folder of a repository's objects.</summary>
    public static string ObjectsOf(Repository repository) => Path.Combine(CommonFolderOf(repository), "objects");

    /// <summary>Opens the clone once more, for work on another thread or with a fresh view of the index.</summary>
    public Repository OpenRepository()
    {
        try
        {
            return new Repository(Folder, new RepositoryOptions { Identity = new Identity(settings.CommitterName, settings.CommitterEmail) });
        }
        catch (RepositoryNotFoundException failure)
        {
            throw Around() is { } other
                ? new GojiUsageException(
                    $"'{Folder}' is a folder of the git repository '{other}' and none of its own. Set Directory to '{other}': " +
                    "the state folders are found under jobs/ too.",
                    failure)
                : new GojiCloneException($"There is no git repository in '{Folder}'. Run GojiInit, or name the folder of a clone.", failure);
        }
    }

    /// <summary>The repository that has the folder as its jobs folder, where there is one: a monorepo.</summary>
    private string? Around() =>
        Directory.Exists(Path.Combine(Folder, "queued")) && Path.GetDirectoryName(Folder) is { } parent && Repository.IsValid(parent) ? parent : null;

    public ObjectId? IdOf(string reference) => Repository.Refs[reference]?.ResolveToDirectReference() is { } direct ? new ObjectId(direct.TargetIdentifier) : null;

    /// <summary>A snapshot of a commit. One asked for again is the same, with all that has been read of it.</summary>
    public CommitSnapshot Snapshot(ObjectId id)
    {
        if (newest?.Commit.Id != id)
        {
            newest = new(Repository, Trees, CommitAt(id), WarnOfUnsafePath);
        }

        return newest;
    }

    public Commit CommitAt(ObjectId id) =>
        Repository.Lookup<Commit>(id) ?? throw new GojiCloneException($"The commit {id} is missing in '{Folder}'. Delete the folder and run GojiInit again.");

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
        folderLock.Dispose();
    }

    private void WarnOfUnsafePath(string path)
    {
        if (warned.Add(path))
        {
            log.Write(GojiLogLevel.Warning, "'{0}' in the jobs repository has a name that is not a file's on every system; it is left alone. Rename it and commit.", path);
        }
    }
}
