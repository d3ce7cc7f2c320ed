namespace Goji.Sandbox.Storage;

internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One step of the cluster's history, enough to be told to a watch and to be taken back.</summary>
internal sealed record Change(ChangeType Type, long Version, DateTimeOffset Time, StoredObject Object, StoredObject? Before);
