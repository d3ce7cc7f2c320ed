using LibGit2Sharp;

namespace Goji.Git.Objects.Packs;

/// <summary>Objects that are written to memory first.</summary>
internal sealed class MemoryObjects : OdbBackend
{
    private readonly Dictionary<ObjectId, (ObjectType Type, byte[] Content)> objects = [];

    public IReadOnlyCollection<ObjectId> Ids => objects.Keys;

    protected override OdbBackendOperations SupportedOperations =>
        OdbBackendOperations.Read | OdbBackendOperations.ReadHeader | OdbBackendOperations.Write | OdbBackendOperations.Exists;

    public override int Read(ObjectId id, out UnmanagedMemoryStream data, out ObjectType objectType)
    {
        if (!objects.TryGetValue(id, out var found))
        {
            (data, objectType) = (null!, default);
            return (int)ReturnCode.GIT_ENOTFOUND;
        }

        (data, objectType) = (AllocateAndBuildFrom(found.Content), found.Type);
        return (int)ReturnCode.GIT_OK;
    }

    public override int ReadHeader(ObjectId id, out int length, out ObjectType objectType)
    {
        var isFound = objects.TryGetValue(id, out var found);
        (length, objectType) = isFound ? (found.Content.Length, found.Type) : (0, default);
        return (int)(isFound ? ReturnCode.GIT_OK : ReturnCode.GIT_ENOTFOUND);
    }

    public override int Write(ObjectId id, Stream dataStream, long length, ObjectType objectType)
    {
        var content = new byte[length];
        dataStream.ReadExactly(content);
        objects[id] = (objectType, content);
        return (int)ReturnCode.GIT_OK;
    }

    public override bool Exists(ObjectId id) => objects.ContainsKey(id);

    public override int ReadPrefix(string shortSha, out ObjectId oid, out UnmanagedMemoryStream data, out ObjectType objectType) =>
        throw new NotSupportedException();

    public override int ReadStream(ObjectId id, out OdbBackendStream stream) => throw new NotSupportedException();

    public override int WriteStream(long length, ObjectType objectType, out OdbBackendStream stream) => throw new NotSupportedException();

    public override int ExistsPrefix(string shortSha, out ObjectId found) => throw new NotSupportedException();

    public override int ForEach(ForEachCallback callback) => throw new NotSupportedException();
}
