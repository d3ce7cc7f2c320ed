using System.Buffers.Binary;
using System.IO.Compression;
using Goji.Git.Objects.Writing;
using LibGit2Sharp;

namespace Goji.Git.Objects.Packs;

/// <summary>
/// Collects new objects, deflated, and stores them as one pack. None is a delta of another: git makes deltas when it packs the repository.
/// </summary>
/// <remarks>
/// libgit2's builder of packs needs the objects in a database first, where each is searched in all packs, and writes a pack in pieces of
/// some bytes.
/// </remarks>
internal sealed class PackWriter : INewObjects, IDisposable
{
    // Below the size from which .NET collects memory with the oldest generation only.
    private const int ChunkLength = 64 * 1024;

    private readonly HashSet<ObjectId> ids = [];
    private readonly MemoryStream deflated = new();
    private readonly List<ArraySegment<byte>> full = [];
    private byte[] chunk = new byte[ChunkLength];
    private int used;

    public ObjectId Write(ObjectType type, ReadOnlySpan<byte> content)
    {
        var id = ObjectHash.Of(type, content);
        if (ids.Add(id))
        {
            Append(type, content);
        }

        return id;
    }

    /// <summary>Stores what was written as a pack of a repository.</summary>
    /// <param name="objectsFolder">The folder of the repository's objects.</param>
    /// <param name="toDisk">Whether the pack must be on the disk when this returns.</param>
    public StoredPack Store(string objectsFolder, bool toDisk)
    {
        full.Add(new(chunk, 0, used));
        var header = new byte[12];
        "PACK"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), 2);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), ids.Count);
        using var hash = ObjectHash.NewHash();
        using var indexer = new PackIndexer(objectsFolder);
        foreach (var piece in full.Prepend(header))
        {
            hash.AppendData(piece);
            indexer.Append(piece);
        }

        indexer.Append(hash.GetHashAndReset());
        var pack = new StoredPack(indexer.Commit(isPromised: false), ids);
        if (toDisk)
        {
            Flush(pack.File);
            Flush(pack.Index);
        }

        return pack;
    }

    public void Dispose() => deflated.Dispose();

    // Windows flushes only what is open for writing, and a pack is read-only.
    private static void Flush(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var handle = File.OpenHandle(file);
            RandomAccess.FlushToDisk(handle);
        }
    }

    private void Append(ObjectType type, ReadOnlySpan<byte> content)
    {
        deflated.SetLength(0);
        WriteHeader(type, content.Length);
        if (content.IsEmpty)
        {
            // .NET writes nothing at all for no bytes.
            deflated.Write([0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]);
        }
        else
        {
            using var stream = new ZLibStream(deflated, CompressionLevel.Optimal, leaveOpen: true);
            stream.Write(content);
        }

        var bytes = deflated.GetBuffer().AsSpan(0, (int)deflated.Length);
        while (!bytes.IsEmpty)
        {
            if (used == ChunkLength)
            {
                full.Add(chunk);
                (chunk, used) = (new byte[ChunkLength], 0);
            }

            var part = bytes[..Math.Min(bytes.Length, ChunkLength - used)];
            part.CopyTo(chunk.AsSpan(used));
            used += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>The type and the length: four bits in the first byte, seven in each further one, the lowest first.</summary>
    private void WriteHeader(ObjectType type, int length)
    {
        var first = ((int)type << 4) | (length & 0x0F);
        for (length >>= 4; length > 0; length >>= 7)
        {
            deflated.WriteByte((byte)(first | 0x80));
            first = length & 0x7F;
        }

        deflated.WriteByte((byte)first);
    }
}
