using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Objects.Writing;

/// <summary>Writes the trees of a commit: each folder that changes once, every other by its id.</summary>
/// <remarks>Trees are written as bytes: libgit2's own builder looks up every entry of a folder, however few of them are new.</remarks>
internal sealed class TreeWriter(INewObjects objects, TreeStore trees, IReadOnlySet<string> keptFolders)
{
    private const string KeepFile = ".gitkeep";

    // The run records are below it: it has the folders that the jobs have.
    private const string GojiFolder = ".goji";

    /// <summary>
    /// The folder with the most entries that was written, with their number; null before the first. Those of run records do not count.
    /// </summary>
    public (string Path, int Count)? Largest { get; private set; }

    public ObjectId Write(ObjectId? basis, IEnumerable<TreeChange> changes)
    {
        var steps = changes.Select(change => new Step(change.Path, 0, EntryFor(change))).ToList();
        return Write("", basis, steps) ?? objects.Write(ObjectType.Tree, []);
    }

    private ObjectId? Write(string path, ObjectId? basis, List<Step> steps)
    {
        var present = basis is null ? TreeContent.Empty : trees[basis];
        var update = new TreeUpdate(present);
        var below = new Dictionary<string, List<Step>>(StringComparer.Ordinal);
        var folders = below.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var step in steps.Where(step => step.IsBelow))
        {
            if (!folders.TryGetValue(step.Head, out var inner))
            {
                folders[step.Head] = inner = [];
            }

            inner.Add(step.Inner());
        }

        var replaced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in steps.Where(step => !step.IsBelow))
        {
            var name = step.Head.ToString();
            if (below.ContainsKey(name))
            {
                // A folder may replace a file of the same name.
                replaced.Add(name);
            }
            else
            {
                update.Set(name, step.Entry);
            }
        }

        foreach (var (name, inner) in below)
        {
            update.Set(name, FolderEntry(Join(path, name), replaced.Contains(name) ? null : present.Find(name), inner));
        }

        var content = update.ToContent();
        if (content.Count == 0 && keptFolders.Contains(path))
        {
            var kept = new TreeUpdate(content);
            kept.Set(KeepFile, new(KeepFile, Mode.NonExecutableFile, objects.Write(ObjectType.Blob, [])));
            content = kept.ToContent();
        }

        if (content.Count > (Largest?.Count ?? 0) && !path.StartsWith(GojiFolder, StringComparison.Ordinal))
        {
            Largest = (path, content.Count);
        }

        return content.Count == 0 ? null : Write(content);
    }

    private ObjectId Write(TreeContent content)
    {
        var id = objects.Write(ObjectType.Tree, content.Bytes);
        trees.Add(id, content);
        return id;
    }

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
            objects.Write(ObjectType.Blob, write.Content)),
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

    /// <summary>A change, seen from one of the folders on its path.</summary>
    /// <param name="Path">The whole path.</param>
    /// <param name="At">Where the part of the path begins that is in the folder.</param>
    /// <param name="Entry">The new entry; null to remove it.</param>
    private readonly record struct Step(string Path, int At, TreeItem? Entry)
    {
        private readonly int end = Path.IndexOf('/', At);

        /// <summary>Whether the change is in a folder of the folder.</summary>
        public bool IsBelow => end >= 0;

        public ReadOnlySpan<char> Head => end < 0 ? Path.AsSpan(At) : Path.AsSpan(At, end - At);

        public Step Inner() => new(Path, end + 1, Entry);
    }
}
