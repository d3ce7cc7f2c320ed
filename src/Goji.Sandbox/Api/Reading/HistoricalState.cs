using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>The cluster's objects as they were, worked out backwards from its history.</summary>
internal static class HistoricalState
{
    public static (IReadOnlyList<StoredObject> Objects, long Version) Of(ObjectStore store, ResourceKind kind, DateTimeOffset time)
    {
        var objects = new SortedDictionary<string, StoredObject>(StringComparer.Ordinal);
        foreach (var one in store.All(kind))
        {
            objects[one.Key] = one;
        }

        var version = store.Version;
        foreach (var change in store.History.Reverse().TakeWhile(change => change.Time > time))
        {
            version = change.Version - 1;
            if (change.Object.Kind != kind)
            {
                continue;
            }

            if (change.Before is { } before)
            {
                objects[before.Key] = before;
            }
            else
            {
                objects.Remove(change.Object.Key);
            }
        }

        return ([.. objects.Values], version);
    }
}
