using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Storage;

/// <summary>The objects as they are now and the latest of their history. Not safe by itself: the cluster's gate guards it.</summary>
internal sealed class ObjectStore
{
    // How many changes a watch can be behind before it must list again.
    private const int Remembered = 20_000;

    private readonly Dictionary<ResourceKind, SortedDictionary<string, StoredObject>> objects = [];
    private readonly Queue<Change> history = [];

    public long Version { get; private set; } = 1;

    /// <summary>Gets the version before the oldest change still remembered.</summary>
    public long ForgottenVersion { get; private set; } = 1;

    public IEnumerable<Change> History => history;

    public event Action<Change>? Changed;

    public StoredObject? Find(ResourceKind kind, string @namespace, string name) =>
        CollectionOf(kind).GetValueOrDefault(StoredObject.KeyOf(@namespace, name));

    public IEnumerable<StoredObject> All(ResourceKind kind) => CollectionOf(kind).Values;

    public IEnumerable<StoredObject> In(ResourceKind kind, string? @namespace) =>
        @namespace is null ? CollectionOf(kind).Values : CollectionOf(kind).Values.Where(one => one.Namespace == @namespace);

    public StoredObject Put(ResourceKind kind, JsonObject body, DateTimeOffset time)
    {
        var sealedObject = StoredObject.Seal(kind, body, ++Version);
        var collection = CollectionOf(kind);
        var before = collection.GetValueOrDefault(sealedObject.Key);
        collection[sealedObject.Key] = sealedObject;
        Record(new Change(before is null ? ChangeType.Added : ChangeType.Modified, Version, time, sealedObject, before));
        return sealedObject;
    }

    public StoredObject? Remove(ResourceKind kind, string @namespace, string name, DateTimeOffset time)
    {
        if (!CollectionOf(kind).Remove(StoredObject.KeyOf(@namespace, name), out var before))
        {
            return null;
        }

        // The last state is sent with a new resource version, as the real server does.
        var last = StoredObject.Seal(kind, before.Open(), ++Version);
        Record(new Change(ChangeType.Deleted, Version, time, last, before));
        return last;
    }

    /// <summary>Takes an object over as a file kept it: no new version, no history.</summary>
    public void Restore(ResourceKind kind, JsonObject body)
    {
        var version = long.Parse(body.Object("metadata").Text("resourceVersion") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        var restored = StoredObject.Seal(kind, body, version);
        CollectionOf(kind)[restored.Key] = restored;
    }

    public void RestoreVersion(long version)
    {
        Version = version;
        ForgottenVersion = version;
        history.Clear();
    }

    private SortedDictionary<string, StoredObject> CollectionOf(ResourceKind kind)
    {
        if (!objects.TryGetValue(kind, out var collection))
        {
            objects[kind] = collection = new SortedDictionary<string, StoredObject>(StringComparer.Ordinal);
        }

        return collection;
    }

    private void Record(Change change)
    {
        history.Enqueue(change);
        if (history.Count > Remembered)
        {
            ForgottenVersion = history.Dequeue().Version;
        }

        Changed?.Invoke(change);
    }
}
