using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>What differs between two trees.</summary>
/// <remarks>
/// libgit2 reads, checks and compares every entry of a folder in which one has changed. Here the bytes that two versions of a folder have
/// in common are skipped in one step, and both are usually read already: a pass has just written the one from the other.
/// </remarks>
internal sealed class TreeDiff
{
    private readonly TreeStore trees;
    private readonly List<FileChange> files = [];
    private readonly List<ObjectId> folders = [];

    private TreeDiff(TreeStore trees) => this.trees = trees;

    /// <summary>The files, links and submodules that differ: in each folder in git's order.</summary>
    public IReadOnlyList<FileChange> Files => files;

    /// <summary>The trees of the second side that the first does not have at their path: each after the new ones that it names.</summary>
    public IReadOnlyList<ObjectId> Folders => folders;

    /// <param name="trees">Reads the folders.</param>
    /// <param name="from">The first tree; null for an empty one.</param>
    /// <param name="to">The second tree; null for an empty one.</param>
    /// <exception cref="NotFoundException">A folder is missing.</exception>
    /// <exception cref="LibGit2SharpException">A folder is damaged.</exception>
    public static TreeDiff Of(TreeStore trees, ObjectId? from, ObjectId? to)
    {
        var diff = new TreeDiff(trees);
        diff.Compare("", from, to);
        return diff;
    }

    private void Compare(string path, ObjectId? from, ObjectId? to)
    {
        if (from == to)
        {
            return;
        }

        var left = from is null ? TreeContent.Empty : trees[from];
        var right = to is null ? TreeContent.Empty : trees[to];
        for (var (i, j) = (0, 0); i < left.Count || j < right.Count;)
        {
            var common = left.CountCommon(i, right, j);
            i += common;
            j += common;
            switch (left.CompareAt(i, right, j))
            {
                case 0 when i < left.Count:
                    Add(path, left.ItemAt(i++), right.ItemAt(j++));
                    break;
                case < 0:
                    Add(path, left.ItemAt(i++), null);
                    break;
                case > 0:
                    Add(path, null, right.ItemAt(j++));
                    break;
            }
        }

        if (to is not null)
        {
            folders.Add(to);
        }
    }

    /// <summary>Adds what differs between two entries of one name, of which either may be missing. Both are folders, or none is.</summary>
    private void Add(string folder, TreeItem? old, TreeItem? current)
    {
        var item = (current ?? old)!.Value;
        var path = folder.Length == 0 ? item.Name : $"{folder}/{item.Name}";
        if (item.IsFolder)
        {
            Compare(path, old?.Id, current?.Id);
        }
        else
        {
            files.Add(new(path, old, current));
        }
    }
}
