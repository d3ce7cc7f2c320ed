using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>The folders that were read or written last. One that a commit leaves as it is need not be read again for the next.</summary>
internal sealed class TreeStore(ObjectReader objects)
{
    // Some folders with a hundred thousand files each.
    private const int MaxBytes = 32 * 1024 * 1024;
    private readonly Lock gate = new();
    private readonly Dictionary<ObjectId, TreeContent> contents = [];
    private readonly Queue<ObjectId> order = new();
    private int size;

    /// <summary>The entries of a tree object.</summary>
    /// <exception cref="NotFoundException">There is no such object, or it is no tree.</exception>
    public TreeContent this[ObjectId id]
    {
        get
        {
            lock (gate)
            {
                return contents.TryGetValue(id, out var known) ? known : Remember(id, TreeContent.Of(objects, id));
            }
        }
    }

    public void Add(ObjectId id, TreeContent content)
    {
        lock (gate)
        {
            if (!contents.ContainsKey(id))
            {
                Remember(id, content);
            }
        }
    }

    private TreeContent Remember(ObjectId id, TreeContent content)
    {
        contents.Add(id, content);
        order.Enqueue(id);
        size += content.Bytes.Length;
        while (size > MaxBytes && order.Count > 1)
        {
            contents.Remove(order.Dequeue(), out var oldest);
            size -= oldest!.Bytes.Length;
        }

        return content;
    }
}
