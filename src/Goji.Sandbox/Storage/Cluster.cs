using System.Text.Json.Nodes;
using Goji.Sandbox.Api.Writing;
using Goji.Sandbox.Jobs;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Storage;

/// <summary>The cluster's state behind one lock. Every caller sees it reconciled up to the present instant.</summary>
internal sealed class Cluster : IDisposable
{
    private static readonly string[] FirstNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

    private readonly Lock gate = new();
    private readonly ObjectStore store = new();
    private readonly JobController controller;
    private readonly GarbageCollector collector;
    private readonly TimeProvider clock;
    private readonly SandboxAudit audit;
    private readonly StateFile? file;
    private DateTimeOffset latest;

    public Cluster(SandboxOptions options, SandboxAudit audit)
    {
        this.audit = audit;
        clock = options.TimeProvider;
        HasKueue = options.HasKueue;
        controller = new JobController(store, HasKueue);
        collector = new GarbageCollector(store);
        store.Changed += Watch;
        if (options.StateFile is { } path)
        {
            file = StateFile.Open(path, options.StateFileTimeout);
            file.Load(this);
        }

        lock (gate)
        {
            if (!store.All(ResourceKind.Namespace).Any())
            {
                FoundNamespaces();
            }
        }
    }

    public event Action<Change>? Changed;

    public TimeProvider Clock => clock;

    public bool HasKueue { get; }

    public ObjectStore Store => store;

    public JobController Controller => controller;

    public SandboxAudit Audit => audit;

    public DateTimeOffset Latest => latest;

    /// <summary>Reads the current state of the cluster.</summary>
    public T Read<T>(Func<ObjectStore, DateTimeOffset, T> look)
    {
        lock (gate)
        {
            return look(store, Advance());
        }
    }

    /// <summary>Reconciles the cluster up to the present and returns the time until something happens next.</summary>
    public TimeSpan? AdvanceAndAskForNext()
    {
        lock (gate)
        {
            var now = Advance();
            return controller.NextDue - now;
        }
    }

    /// <summary>Runs the command of a client, after the request has found no conflict in the current state.</summary>
    /// <param name="decide">Finds what to do; null if nothing is. What it throws is the client's answer.</param>
    /// <param name="answer">Makes the answer, of the cluster and of the object as it was put, before anything else happened to it.</param>
    public T Write<T>(Func<ObjectStore, DateTimeOffset, Command?> decide, Func<ObjectStore, StoredObject?, T> answer)
    {
        lock (gate)
        {
            StoredObject? put = null;
            if (decide(store, Advance()) is { } command)
            {
                file?.Append(command);
                put = Execute(command);
            }

            return answer(store, put);
        }
    }

    public void Replay(Command command)
    {
        latest = command.Time > latest ? command.Time : latest;
        controller.AdvanceTo(latest);
        Execute(command);
    }

    public void RestoreTime(DateTimeOffset time) => latest = time;

    public void Dispose()
    {
        lock (gate)
        {
            store.Changed -= Watch;
            file?.Close(this);
        }
    }

    private DateTimeOffset Advance()
    {
        var now = clock.GetUtcNow();
        latest = now > latest ? now : latest;
        controller.AdvanceTo(latest);
        return latest;
    }

    private StoredObject? Execute(Command command)
    {
        switch (command)
        {
            case Command.Put put:
                return Put(put);
            case Command.Delete delete when store.Find(delete.Kind, delete.Namespace, delete.Name) is { } found:
                Delete(found, delete);
                return null;
            default:
                return null;
        }
    }

    private StoredObject Put(Command.Put put)
    {
        // The command keeps its own body, which the state file records: the stored object changes later.
        var stored = store.Put(put.Kind, (JsonObject)put.Body.DeepClone(), put.Time);
        if (put.Kind == ResourceKind.Job)
        {
            controller.Notice(stored, put.Time);
        }
        else if (stored.IsBeingDeleted && !Deletion.HasFinalizers(put.Body.Child("metadata")))
        {
            store.Remove(put.Kind, stored.Namespace, stored.Name, put.Time);
        }

        return stored;
    }

    private void Delete(StoredObject found, Command.Delete delete)
    {
        if (delete.Propagation == Propagation.Orphan)
        {
            collector.Release(found, delete.Time);
        }

        if (found.Kind == ResourceKind.Job)
        {
            controller.Delete(found, delete.Propagation, delete.Time);
        }
        else if (found.Kind == ResourceKind.Pod)
        {
            controller.DeletePod(found, delete.Time);
        }
        else if (found.Kind == ResourceKind.Namespace)
        {
            DeleteContents(found.Name, delete.Time);
            store.Remove(found.Kind, "", found.Name, delete.Time);
        }
        else
        {
            var body = found.Open();
            if (!Deletion.HasFinalizers(body.Child("metadata")))
            {
                store.Remove(found.Kind, found.Namespace, found.Name, delete.Time);
                return;
            }

            Deletion.Mark(body.Child("metadata"), delete.Time);
            store.Put(found.Kind, body, delete.Time);
        }
    }

    private void DeleteContents(string @namespace, DateTimeOffset time)
    {
        foreach (var job in store.In(ResourceKind.Job, @namespace).ToList())
        {
            controller.Delete(job, Propagation.Background, time);
        }

        foreach (var kind in ResourceKind.All.Where(kind => kind.IsNamespaced))
        {
            foreach (var one in store.In(kind, @namespace).ToList())
            {
                store.Remove(kind, one.Namespace, one.Name, time);
            }
        }
    }

    private void FoundNamespaces()
    {
        var now = Advance();
        foreach (var name in FirstNamespaces)
        {
            var body = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject
                {
                    ["name"] = name,
                    ["uid"] = Guid.NewGuid().ToString(),
                    ["creationTimestamp"] = Timestamp.Of(now),
                },
            };
            Normal.Namespace(body);
            var command = new Command.Put(now, ResourceKind.Namespace, body);
            file?.Append(command);
            Execute(command);
        }
    }

    private void Watch(Change change)
    {
        if (change.Object.Kind == ResourceKind.Job && change.Type != ChangeType.Modified)
        {
            var kind = change.Type == ChangeType.Added ? SandboxAuditKind.Created : SandboxAuditKind.Deleted;
            var job = change.Object;
            audit.Enter(
                new SandboxAuditEntry(kind, job.Namespace, job.Name, job.Uid, job.Labels.GetValueOrDefault("goji.run/id"), change.Time));
        }

        Changed?.Invoke(change);
        if (change.Type == ChangeType.Deleted)
        {
            collector.Collect(change.Object, change.Time);
        }
    }
}
