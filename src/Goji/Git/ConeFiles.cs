using LibGit2Sharp;

namespace Goji.Git;

/// <summary>Finds the files of a tree that a cone shows.</summary>
internal sealed class ConeFiles(TreeStore trees, Cone cone)
{
    private readonly List<(string Path, TreeItem Item)> shown = [];

    /// <summary>The shown files; null where a name anywhere in the tree cannot be a file's.</summary>
    public IReadOnlyList<(string Path, TreeItem Item)>? In(ObjectId tree) => Collect(tree, "") ? shown : null;

    private bool Collect(ObjectId tree, string folder)
    {
        var isShown = cone.ShowsFilesOf(folder);
        foreach (var item in trees[tree].Items())
        {
            if (!EntryName.IsSafe(item.Name))
            {
                return false;
            }

            var path = folder.Length == 0 ? item.Name : $"{folder}/{item.Name}";
            if (item.IsFolder && !Collect(item.Id, path))
            {
                return false;
            }

            if (!item.IsFolder && isShown)
            {
                shown.Add((path, item));
            }
        }

        return true;
    }
}
