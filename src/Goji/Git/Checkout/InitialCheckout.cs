using Goji.Git.Checkout.Sparse;
using Goji.Git.Objects;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Checkout;

/// <summary>The files that a new working copy begins with.</summary>
internal sealed class InitialCheckout(TreeStore trees)
{
    /// <summary>Whether each name in a tree and below can be a file's.</summary>
    public bool AreSafe(ObjectId tree) =>
        trees[tree].Items().All(item => EntryName.IsSafe(item.Name) && (!item.IsFolder || AreSafe(item.Id)));

    /// <summary>The files of a tree that a cone shows.</summary>
    public IEnumerable<(string Path, TreeItem Item)> In(ObjectId tree, Cone cone, string folder = "")
    {
        var isShown = cone.ShowsFilesOf(folder);
        foreach (var item in trees[tree].Items())
        {
            var path = folder.Length == 0 ? item.Name : $"{folder}/{item.Name}";
            if (!item.IsFolder && isShown)
            {
                yield return (path, item);
            }

            foreach (var inner in item.IsFolder && cone.Enters(path) ? In(item.Id, cone, path) : [])
            {
                yield return inner;
            }
        }
    }
}
