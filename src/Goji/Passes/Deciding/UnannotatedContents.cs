using System.Collections.Concurrent;

namespace Goji.Passes.Deciding;

/// <summary>
/// The contents of job files that have no annotations of Goji's, by their object ids. A server keeps them from pass to pass: a long queue
/// is read once.
/// </summary>
internal sealed class UnannotatedContents
{
    private const int Max = 200_000;

    private readonly ConcurrentDictionary<string, byte> ids = new(StringComparer.Ordinal);
    private int count;

    public bool Contains(string objectId) => ids.ContainsKey(objectId);

    public void Add(string objectId)
    {
        if (Interlocked.Increment(ref count) > Max)
        {
            ids.Clear();
            Interlocked.Exchange(ref count, 1);
        }

        ids.TryAdd(objectId, 0);
    }
}
