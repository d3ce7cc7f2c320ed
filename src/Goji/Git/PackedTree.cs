using Goji.Reconciling;
using LibGit2Sharp;

namespace Goji.Git;

/// <summary>Writes the tree of a commit that changes much, with its blobs, as one pack: a file for each object takes several times as long to write, and to push.</summary>
internal static class PackedTree
{
    /// <summary>As git's receive.unpackLimit: few objects are files, many become a pack.</summary>
    public const int Threshold = 100;

    // Before the backends for files and packs, which have 1 and 2.
    private const int First = 10;

    public static Tree Write(LocalClone clone, IReadOnlySet<string> keptFolders, Tree basis, IEnumerable<TreeChange> changes)
    {
        var objects = new MemoryObjects();
        ObjectId tree;
        using (var repository = clone.OpenRepository())
        {
            repository.ObjectDatabase.AddBackend(objects, First);
            tree = new TreeWriter(repository, keptFolders).Write(repository.Lookup<Tree>(basis.Id), changes).Id;
            var folder = Path.Combine(clone.CommonFolder, "objects", "pack");
            Directory.CreateDirectory(folder);
            repository.ObjectDatabase.Pack(new PackBuilderOptions(folder), builder =>
            {
                foreach (var id in objects.Ids)
                {
                    builder.Add(id);
                }
            });
        }

        return clone.Repository.Lookup<Tree>(tree);
    }
}
