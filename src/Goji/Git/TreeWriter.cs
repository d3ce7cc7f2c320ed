using System.Text;
using System.Text.Unicode;
using Goji.Reconciling;
using LibGit2Sharp;

namespace Goji.Git;

/// <summary>Writes the trees of a commit: each folder that changes once, every other by its id.</summary>
/// <remarks>Trees are written as bytes: libgit2's own builder looks up every entry of a folder, however few of them are new.</remarks>
internal sealed class TreeWriter(Repository repository, IReadOnlySet<string> keptFolders)
{
    private const string KeepFile = ".gitkeep";

    public Tree Write(Tree? basis, IEnumerable<TreeChange> changes)
    {
        var steps = changes.Select(change => new Step(change.Path, EntryFor(change))).ToList();
        var id = Write("", basis, steps) ?? repository.ObjectDatabase.Write<Tree>([]);
        return repository.Lookup<Tree>(id);
    }

    private ObjectId? Write(string path, Tree? basis, List<Step> steps)
    {
        var entries = basis is null ? [] : Read(basis);
        foreach (var group in steps.GroupBy(step => step.Head, StringComparer.Ordinal))
        {
            var below = group.Where(step => step.Rest is not null).Select(step => step.Inner()).ToList();
            var itself = group.SingleOrDefault(step => step.Rest is null);

            // A file may give way to a folder of its name.
            Entry? present = itself is null && entries.TryGetValue(group.Key, out var found) ? found : null;
            var entry = below.Count > 0 ? FolderEntry(Join(path, group.Key), present, below) : itself!.Entry;
            if (entry is { } next)
            {
                entries[group.Key] = next;
            }
            else
            {
                entries.Remove(group.Key);
            }
        }

        if (entries.Count == 0 && keptFolders.Contains(path))
        {
            entries[KeepFile] = new Entry(Mode.NonExecutableFile, repository.ObjectDatabase.Write<Blob>([]));
        }

        return entries.Count == 0 ? null : repository.ObjectDatabase.Write<Tree>(Serialize(entries));
    }

    private Entry? FolderEntry(string path, Entry? present, List<Step> below)
    {
        if (present is { Mode: not Mode.Directory })
        {
            throw new GojiUsageException($"'{path}' in the jobs repository is a file or a link where a folder is needed. Remove it and commit.");
        }

        var id = Write(path, present is { } folder ? repository.Lookup<Tree>(folder.Id) : null, below);
        return id is null ? null : new Entry(Mode.Directory, id);
    }

    private Entry? EntryFor(TreeChange change) => change switch
    {
        TreeChange.Write write => new Entry(Mode.NonExecutableFile, repository.ObjectDatabase.Write<Blob>(write.Content)),
        TreeChange.Place place => new Entry(ModeOf(place.Entry), new ObjectId(place.Entry.ObjectId)),
        _ => null,
    };

    private static Mode ModeOf(JobFile file) => file.Kind switch
    {
        JobFileKind.SymbolicLink => Mode.SymbolicLink,
        JobFileKind.Submodule => Mode.GitLink,
        _ => file.Executable ? Mode.ExecutableFile : Mode.NonExecutableFile,
    };

    private Dictionary<string, Entry> Read(Tree tree)
    {
        var entries = new Dictionary<string, Entry>(tree.Count, StringComparer.Ordinal);
        foreach (var entry in tree)
        {
            // Names are bytes to git; one that is no UTF-8 has lost some of them here, and would be written back as another name.
            if (entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                return RawTree.Read(repository, tree.Id).ToDictionary(raw => KeyOf(raw.Name), raw => new Entry(raw.Mode, raw.Id, raw.Name), StringComparer.Ordinal);
            }

            entries.Add(entry.Name, new Entry(entry.Mode, entry.Target.Id));
        }

        return entries;
    }

    // No path that is changed has a slash in one of its names: what is no text is out of everybody's way.
    private static string KeyOf(byte[] name) => Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : $"/{Convert.ToHexString(name)}";

    private static byte[] Serialize(Dictionary<string, Entry> entries)
    {
        var lines = entries.Select(entry => new Line(entry.Key, entry.Value)).ToArray();
        Array.Sort(lines, static (left, right) => left.SortKey.AsSpan().SequenceCompareTo(right.SortKey));

        using var tree = new MemoryStream(lines.Length * 64);
        foreach (var line in lines)
        {
            tree.Write(Encoding.ASCII.GetBytes(Convert.ToString((int)line.Entry.Mode, 8) + " "));
            tree.Write(line.Name.Span);
            tree.WriteByte(0);
            tree.Write(line.Entry.Id.RawId);
        }

        return tree.ToArray();
    }

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private readonly record struct Entry(Mode Mode, ObjectId Id, byte[]? Name = null);

    private sealed record Step(string Path, Entry? Entry)
    {
        public string Head => Path.Split('/', 2)[0];

        public string? Rest => Path.Contains('/', StringComparison.Ordinal) ? Path.Split('/', 2)[1] : null;

        public Step Inner() => new(Rest!, Entry);
    }

    private readonly struct Line
    {
        public Line(string name, Entry entry)
        {
            Entry = entry;
            var bytes = entry.Name ?? Encoding.UTF8.GetBytes(name);
            SortKey = entry.Mode == Mode.Directory ? [.. bytes, (byte)'/'] : bytes;
            Name = bytes;
        }

        public Entry Entry { get; }

        /// <summary>Git orders a folder as if its name ended with a slash.</summary>
        public byte[] SortKey { get; }

        public ReadOnlyMemory<byte> Name { get; }
    }
}
