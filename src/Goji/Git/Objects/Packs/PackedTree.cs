using Goji.Git.Objects.Writing;
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

    /// <param name="objectsFolder">The folder of the repository's objects.</param>
    /// <param name="toDisk">Whether the pack must be on the disk when this returns.</param>
    /// <param name="trees">The trees that have been read.</param>
    /// <param name="keptFolders">The folders that stay when they become empty.</param>
    /// <param name="basis">The tree to change.</param>
    /// <param name="changes">The changes.</param>
    public static (ObjectId Tree, StoredPack Pack) Write(
        string objectsFolder,
        bool toDisk,
        TreeStore trees,
        IReadOnlySet<string> keptFolders,
        ObjectId basis,
        IEnumerable<TreeChange> changes)
    {
        using var pack = new PackWriter();
        var tree = new TreeWriter(pack, trees, keptFolders).Write(basis, changes);
        return (tree, pack.Store(objectsFolder, toDisk));
    }
}
