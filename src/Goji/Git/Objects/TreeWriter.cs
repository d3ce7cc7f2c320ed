using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Writes the trees of a commit: each folder that changes once, every other by its id.</summary>
/// <remarks>Trees are written as bytes: libgit2's own builder looks up every entry of a folder, however few of them are new.</remarks>
internal sealed class TreeWriter(Repository repository, TreeStore trees, IReadOnlySet<string> keptFolders)
{
    private const string KeepFile = ".gitkeep";

    /// <summary>Whether large folders become files of their own, without libgit2. Default: false, all go through the repository.</summary>
    public bool WritesFiles { get; init; }

    public ObjectId Write(ObjectId? basis, IEnumerable<TreeChange> changes)
    {
        var steps = changes.Select(change => new Step(change.Path, EntryFor(change))).ToList();
        return Write("", basis, steps) ?? repository.ObjectDatabase.Write<Tree>([]);
    }

    private ObjectId? Write(string path, ObjectId? basis, List<Step> steps)
    {
        var present = basis is null ? TreeContent.Empty : trees[basis];
        var update = new TreeUpdate(present);
        foreach (var group in steps.GroupBy(step => step.Head, StringComparer.Ordinal))
        {
            var below = group.Where(step => step.Rest is not null).Select(step => step.Inner()).ToList();
            var itself = group.SingleOrDefault(step => step.Rest is null);

            // A folder may replace a file of the same name.
            var known = itself is null ? present.Find(group.Key) : null;
            update.Set(group.Key, below.Count > 0 ? FolderEntry(Join(path, group.Key), known, below) : itself!.Entry);
        }

        var content = update.ToContent();
        if (content.Count == 0 && keptFolders.Contains(path))
        {
            var kept = new TreeUpdate(content);
            kept.Set(KeepFile, new(KeepFile, Mode.NonExecutableFile, repository.ObjectDatabase.Write<Blob>([])));
            content = kept.ToContent();
        }

        return content.Count == 0 ? null : Write(content);
    }

    private ObjectId Write(TreeContent content)
    {
        var id = (WritesFiles ? WriteFile(content) : null) ?? repository.ObjectDatabase.Write<Tree>(content.Bytes.ToArray());
        trees.Add(id, content);
        return id;
    }

    private ObjectId? WriteFile(TreeContent content) => LargeTreeFile.Write(
        RepositoryFolder.CommonOf(repository),
        content.Bytes,
        repository.ObjectDatabase.Contains,
        toDisk: repository.Config.GetValueOrDefault("core.fsyncObjectFiles", false));

    private TreeItem? FolderEntry(string path, TreeItem? present, List<Step> below)
    {
        if (present is { IsFolder: false })
        {
            throw new GojiUsageException(
                $"'{path}' in the jobs repository is a file or a link where a folder is needed. Remove it and commit.");
        }

        return Write(path, present?.Id, below) is { } id ? new TreeItem(path, Mode.Directory, id) : null;
    }

    private TreeItem? EntryFor(TreeChange change) => change switch
    {
        TreeChange.Write write => new(
            write.Path,
            write.IsExecutable ? Mode.ExecutableFile : Mode.NonExecutableFile,
            repository.ObjectDatabase.Write<Blob>(write.Content)),
        TreeChange.Place place => new(place.Path, ModeOf(place.Entry), new ObjectId(place.Entry.ObjectId)),
        _ => null,
    };

    private static Mode ModeOf(JobFile file) => file.Kind switch
    {
        JobFileKind.SymbolicLink => Mode.SymbolicLink,
        JobFileKind.Submodule => Mode.GitLink,
        _ => file.Executable ? Mode.ExecutableFile : Mode.NonExecutableFile,
    };

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private sealed record Step(string Path, TreeItem? Entry)
    {
        public string Head => Path.Split('/', 2)[0];

        public string? Rest => Path.Contains('/', StringComparison.Ordinal) ? Path.Split('/', 2)[1] : null;

        public Step Inner() => new(Rest!, Entry);
    }
}
