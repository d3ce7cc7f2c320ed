using System.Text;

namespace Goji.Git.Objects.Writing;

/// <summary>Makes a folder's next content from the present one: what does not change is copied in long pieces.</summary>
internal sealed class TreeUpdate(TreeContent present)
{
    private readonly SortedSet<int> removed = [];
    private readonly List<(byte[] Name, TreeItem Item)> added = [];

    /// <summary>Sets the entry of a name, or removes it.</summary>
    public void Set(string name, TreeItem? item)
    {
        var key = Encoding.UTF8.GetBytes(name);
        foreach (var isFolder in (ReadOnlySpan<bool>)[false, true])
        {
            if (present.IndexOf(key, isFolder) is >= 0 and var index)
            {
                removed.Add(index);
            }
        }

        if (item is { } entry)
        {
            added.Add((key, entry));
        }
    }

    public TreeContent ToContent()
    {
        added.Sort(static (left, right) => RawTreeEntry.Compare(left.Name, left.Item.IsFolder, right.Name, right.Item.IsFolder));
        var writer = new TreeContentWriter(present.Count + added.Count);
        var gaps = removed.ToArray();
        var (copied, gap) = (0, 0);
        foreach (var (name, item) in added)
        {
            var index = present.IndexOf(name, item.IsFolder);
            CopyUntil(index < 0 ? ~index : index);
            writer.Add(name, item.Mode, item.Id);
        }

        CopyUntil(present.Count);
        return writer.ToContent();

        void CopyUntil(int end)
        {
            for (; gap < gaps.Length && gaps[gap] < end; gap++)
            {
                writer.Add(present, copied, gaps[gap]);
                copied = gaps[gap] + 1;
            }

            // An entry that is replaced begins where its old self is left out.
            end = Math.Max(copied, end);
            writer.Add(present, copied, end);
            copied = end;
        }
    }
}
