using System.Collections.Concurrent;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Looks up entries of a commit's tree. The ids of the folders on the way are kept: many files are in the same.</summary>
internal sealed class TreeReader(TreeStore store, ObjectId root)
{
    private readonly ConcurrentDictionary<string, ObjectId?> folders = new(StringComparer.Ordinal);

    public TreeItem? At(ReadOnlySpan<char> path)
    {
        var slash = path.LastIndexOf('/');
        var folder = slash < 0 ? root : FolderAt(path[..slash]);
        return folder is null ? null : store[folder].Find(path[(slash + 1)..]);
    }

    /// <summary>The entries of a folder, in git's order; none where there is no such folder.</summary>
    public IEnumerable<TreeItem> In(string folder) => FolderAt(folder) is { } id ? store[id].Items() : [];

    private ObjectId? FolderAt(ReadOnlySpan<char> path)
    {
        var known = folders.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(path, out var id))
        {
            id = At(path) is { IsFolder: true } item ? item.Id : null;
            known.TryAdd(path, id);
        }

        return id;
    }
}
