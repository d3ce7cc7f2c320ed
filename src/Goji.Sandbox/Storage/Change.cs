namespace Goji.Sandbox.Storage;

internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One step of the cluster's history, with enough data to send it to a watch and to undo it.</summary>
internal sealed record Change(ChangeType Type, long Version, DateTimeOffset Time, StoredObject Object, StoredObject? Before);
