using LibGit2Sharp;

namespace Goji.Git;

/// <summary>Looks up entries of a commit's tree.</summary>
/// <remarks>libgit2 reads a large folder anew for every look-up in it; a folder that is asked often is therefore remembered.</remarks>
internal sealed class TreeReader(Tree root)
{
    private const int OftenAsked = 4;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<string, TreeEntry>> remembered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> asked = new(StringComparer.Ordinal);

    public TreeEntry? At(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? root[path] : At(path[..slash], path[(slash + 1)..]);
    }

    /// <summary>The entries of a folder, in git's order; none where there is no such folder.</summary>
    public IReadOnlyCollection<TreeEntry> In(string folder)
    {
        lock (gate)
        {
            return EntriesOf(folder).Values;
        }
    }

    private TreeEntry? At(string folder, string name)
    {
        lock (gate)
        {
            var times = asked[folder] = asked.GetValueOrDefault(folder) + 1;
            return times > OftenAsked || remembered.ContainsKey(folder)
                ? EntriesOf(folder).GetValueOrDefault(name)
                : root[$"{folder}/{name}"];
        }
    }

    private Dictionary<string, TreeEntry> EntriesOf(string folder)
    {
        if (!remembered.TryGetValue(folder, out var entries))
        {
            entries = new Dictionary<string, TreeEntry>(StringComparer.Ordinal);
            foreach (var entry in root[folder]?.Target as Tree ?? Enumerable.Empty<TreeEntry>())
            {
                entries.TryAdd(entry.Name, entry);
            }

            remembered.Add(folder, entries);
        }

        return entries;
    }
}
