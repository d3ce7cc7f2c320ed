using Goji.Git.Objects.Packs;
using Goji.Git.Objects.Writing;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Writes the trees of commits: few objects as files of their own, many as one pack.</summary>
internal sealed class CommitTrees(LocalClone clone, IGojiLog log)
{
    // A list of half a megabyte.
    private const int LongFolder = 10_000;

    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    /// <param name="keptFolders">The folders that stay when they become empty.</param>
    /// <param name="basis">The tree to change.</param>
    /// <param name="changes">The changes.</param>
    public ObjectId Write(IReadOnlySet<string> keptFolders, ObjectId basis, IReadOnlyCollection<TreeChange> changes) =>
        changes.OfType<TreeChange.Write>().Count() < PackedTree.Threshold
            ? WriteFiles(keptFolders, basis, changes)
            : WritePack(keptFolders, basis, changes);

    private ObjectId WriteFiles(IReadOnlySet<string> keptFolders, ObjectId basis, IEnumerable<TreeChange> changes)
    {
        var writer = new TreeWriter(new SingleObjects(clone.Repository) { WritesFiles = true }, clone.Trees, keptFolders);
        var tree = writer.Write(basis, changes);
        if (writer.Largest is ({ } path, > LongFolder and var count) && named.Add(path))
        {
            log.Write(
                GojiLogLevel.Information,
                "The folder '{0}' has {1} entries, and each move writes the list of all. Queue jobs into sub-folders by time, such as "
                    + "queued/2026-11/x.yaml: they keep their path in every state. Or remove old jobs with GojiPrune.",
                path,
                count);
        }

        return tree;
    }

    private ObjectId WritePack(IReadOnlySet<string> keptFolders, ObjectId basis, IEnumerable<TreeChange> changes)
    {
        var toDisk = clone.Repository.Config.GetValueOrDefault("core.fsyncObjectFiles", false);
        (var tree, clone.NewestPack) = PackedTree.Write(clone.Objects.Folder, toDisk, clone.Trees, keptFolders, basis, changes);
        return tree;
    }
}
