using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Storage;

/// <summary>
/// Deletes the objects whose last owner is gone, as the real cluster's garbage collector does a little later. Pods are the Job
/// controller's.
/// </summary>
internal sealed class GarbageCollector(ObjectStore store)
{
    /// <summary>An owner is deleted: objects without another owner are deleted too.</summary>
    public void Collect(StoredObject owner, DateTimeOffset time) => Part(owner, time, isRemoved: true);

    /// <summary>An owner leaves its dependents behind.</summary>
    public void Release(StoredObject owner, DateTimeOffset time) => Part(owner, time, isRemoved: false);

    private void Part(StoredObject owner, DateTimeOffset time, bool isRemoved)
    {
        foreach (var kind in ResourceKind.All.Where(kind => kind.IsNamespaced && kind != ResourceKind.Job && !kind.IsMadeByTheCluster))
        {
            foreach (var dependent in store.In(kind, owner.Namespace).Where(one => one.OwnerUids.Contains(owner.Uid)).ToList())
            {
                if (isRemoved && dependent.OwnerUids is [_])
                {
                    store.Remove(kind, dependent.Namespace, dependent.Name, time);
                }
                else
                {
                    store.Put(kind, Without(owner, dependent.Open()), time);
                }
            }
        }
    }

    private static JsonObject Without(StoredObject owner, JsonObject body)
    {
        var metadata = body.Child("metadata");
        var owners = metadata.Array("ownerReferences")!;
        foreach (var reference in owners.Where(reference => reference.Text("uid") == owner.Uid).ToList())
        {
            owners.Remove(reference);
        }

        if (owners.Count == 0)
        {
            metadata.Remove("ownerReferences");
        }

        return body;
    }
}
