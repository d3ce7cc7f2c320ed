using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Objects.Packs;

/// <summary>
/// Writes the tree of a commit with many new files as one pack: a file for each object takes several times as long to write, and to push.
/// </summary>
internal static class PackedTree
{
    /// <summary>From how many files on: as git's receive.unpackLimit has it.</summary>
    public const int Threshold = 100;

    // Before the backends for files and packs, which have 1 and 2.
    private const int First = 10;

    /// <param name="repository">The repository, opened for this alone.</param>
    /// <param name="trees">The trees that have been read.</param>
    /// <param name="keptFolders">The folders that stay when they become empty.</param>
    /// <param name="basis">The tree to change.</param>
    /// <param name="changes">The changes.</param>
    public static ObjectId Write(
        Repository repository, TreeStore trees, IReadOnlySet<string> keptFolders, ObjectId basis, IEnumerable<TreeChange> changes)
    {
        var objects = new MemoryObjects();
        repository.ObjectDatabase.AddBackend(objects, First);
        var tree = new TreeWriter(repository, trees, keptFolders).Write(basis, changes);
        var folder = Path.Combine(RepositoryFolder.ObjectsOf(repository), "pack");
        Directory.CreateDirectory(folder);
        repository.ObjectDatabase.Pack(new PackBuilderOptions(folder), builder =>
        {
            foreach (var id in objects.Ids)
            {
                builder.Add(id);
            }
        });
        return tree;
    }
}
