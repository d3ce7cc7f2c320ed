using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Looks up entries of a commit's tree.</summary>
internal sealed class TreeReader(TreeStore store, ObjectId root)
{
    public TreeItem? At(string path)
    {
        var folder = store[root];
        for (var rest = path; ;)
        {
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            var item = folder.Find(slash < 0 ? rest : rest[..slash]);
            if (slash < 0 || item is not { IsFolder: true } inner)
            {
                return slash < 0 ? item : null;
            }

            folder = store[inner.Id];
            rest = rest[(slash + 1)..];
        }
    }

    /// <summary>The entries of a folder, in git's order; none where there is no such folder.</summary>
    public IEnumerable<TreeItem> In(string folder) => At(folder) is { IsFolder: true } item ? store[item.Id].Items() : [];
}
