using System.Text;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>
/// A folder's entries, as the bytes of its tree object: a hundred thousand of them take few megabytes, and one is found without a look at
/// the others.
/// </summary>
/// <remarks>libgit2 reads a large tree anew for every look-up in it.</remarks>
internal sealed class TreeContent
{
    // In bytes. Longer names are rare.
    private const int ShortName = 256;

    private readonly byte[] bytes;

    // Where each entry begins, and behind them the end.
    private readonly int[] starts;

    public TreeContent(byte[] bytes, int[] starts)
    {
        this.bytes = bytes;
        this.starts = starts;
    }

    public static TreeContent Empty { get; } = new([], [0]);

    public int Count => starts.Length - 1;

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <exception cref="NotFoundException">There is no such object, or it is no tree.</exception>
    /// <exception cref="LibGit2SharpException">The object is damaged.</exception>
    public static TreeContent Of(ObjectReader objects, ObjectId id)
    {
        var bytes = LargeTreeFile.Read(objects.Folder, id)
            ?? objects.Read(id, ObjectType.Tree)
            ?? throw new NotFoundException($"object not found: tree {id}");
        return RawTree.TryFindEntries(bytes) is { } starts
            ? new TreeContent(bytes, starts).Ordered()
            : OfOldForm(bytes);
    }

    /// <summary>The entries in git's order.</summary>
    public IEnumerable<TreeItem> Items()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return At(index).ToItem();
        }
    }

    /// <summary>The bytes of some entries that follow one another.</summary>
    public ReadOnlySpan<byte> Raw(int first, int end) => bytes.AsSpan(starts[first]..starts[end]);

    public int StartOf(int index) => starts[index];

    public TreeItem ItemAt(int index) => At(index).ToItem();

    /// <summary>How many entries from an index on are the same as those of another folder from its index on.</summary>
    public int CountCommon(int index, TreeContent other, int otherIndex)
    {
        var end = starts[index] + bytes.AsSpan(starts[index]).CommonPrefixLength(other.bytes.AsSpan(other.starts[otherIndex]));
        var found = Array.BinarySearch(starts, index, starts.Length - index, end);
        return (found >= 0 ? found : ~found - 1) - index;
    }

    /// <summary>Git's order of an entry and one of another folder. What is behind the last entry comes last.</summary>
    public int CompareAt(int index, TreeContent other, int otherIndex)
    {
        if (index == Count || otherIndex == other.Count)
        {
            return (index == Count).CompareTo(otherIndex == other.Count);
        }

        var one = At(index);
        var two = other.At(otherIndex);
        return RawTreeEntry.Compare(one.Name, one.IsFolder, two.Name, two.IsFolder);
    }

    public TreeItem? Find(ReadOnlySpan<char> name)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        var key = length <= ShortName ? stackalloc byte[ShortName] : new byte[length];
        key = key[..Encoding.UTF8.GetBytes(name, key)];

        // A file and a folder of the same name are sorted differently.
        var file = IndexOf(key, isFolder: false);
        var index = file >= 0 ? file : IndexOf(key, isFolder: true);
        return index >= 0 ? At(index).ToItem() : null;
    }

    /// <summary>The index of an entry, or the complement of the index that it would have.</summary>
    public int IndexOf(ReadOnlySpan<byte> name, bool isFolder)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var entry = At(middle);
            var order = RawTreeEntry.Compare(entry.Name, entry.IsFolder, name, isFolder);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private RawTreeEntry At(int index) => new(Raw(index, index + 1));

    private int Compare(int left, int right)
    {
        var one = At(left);
        var other = At(right);
        return RawTreeEntry.Compare(one.Name, one.IsFolder, other.Name, other.IsFolder);
    }

    /// <summary>Programs once wrote modes with a zero in front.</summary>
    private static TreeContent OfOldForm(byte[] bytes)
    {
        var writer = new TreeContentWriter(bytes.Length / 32);
        foreach (var (mode, name, id) in RawTree.Read(bytes))
        {
            writer.Add(name, mode, id);
        }

        return writer.ToContent().Ordered();
    }

    // Git never writes a tree in any other order, but other programs may have.
    private TreeContent Ordered()
    {
        if (!Enumerable.Range(1, Math.Max(0, Count - 1)).Any(index => Compare(index - 1, index) > 0))
        {
            return this;
        }

        var order = Enumerable.Range(0, Count).ToArray();
        Array.Sort(order, Compare);
        var writer = new TreeContentWriter(Count);
        foreach (var index in order)
        {
            writer.Add(this, index, index + 1);
        }

        return writer.ToContent();
    }
}
