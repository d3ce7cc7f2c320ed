using Goji.Git.Native;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Reads the bytes of objects. It sees what is on disk: packs that are added later as well, and no objects in memory.</summary>
/// <remarks>
/// LibGit2Sharp reads only blobs as bytes, makes some ten objects for each of them, and one for each entry of a tree. Passes read blobs by
/// the ten thousand.
/// </remarks>
internal sealed class ObjectReader : IDisposable
{
    private readonly ObjectsHandle objects;

    /// <param name="folder">The folder of the objects.</param>
    /// <exception cref="LibGit2SharpException">The folder cannot be read.</exception>
    public ObjectReader(string folder)
    {
        Folder = folder;
        LibGit2.Check(LibGit2.OpenObjects(out objects, folder));
    }

    public string Folder { get; }

    /// <returns>The bytes; null where there is no such object, or one of another type.</returns>
    /// <exception cref="LibGit2SharpException">The object is damaged.</exception>
    public byte[]? Read(ObjectId id, ObjectType type) => Read(id, type, long.MaxValue, out _);

    /// <param name="id">The object.</param>
    /// <param name="type">Its type.</param>
    /// <param name="maxLength">The length in bytes up to which it is read.</param>
    /// <param name="length">Its length in bytes; null where there is no such object, or one of another type.</param>
    /// <returns>The bytes; null where there are none, or too many.</returns>
    /// <exception cref="LibGit2SharpException">The object is damaged.</exception>
    public unsafe byte[]? Read(ObjectId id, ObjectType type, long maxLength, out long? length)
    {
        length = null;
        var result = LibGit2.ReadObject(out var found, objects, id.RawId);
        if (result == LibGit2.NotFound)
        {
            return null;
        }

        LibGit2.Check(result);
        try
        {
            if (LibGit2.TypeOfObject(found) != (int)type)
            {
                return null;
            }

            length = (long)LibGit2.LengthOfObject(found);
            return length <= maxLength ? new ReadOnlySpan<byte>(LibGit2.BytesOfObject(found), (int)length.Value).ToArray() : null;
        }
        finally
        {
            LibGit2.FreeObject(found);
        }
    }

    public bool Contains(ObjectId id) => LibGit2.ReadHeader(out _, out _, objects, id.RawId) != LibGit2.NotFound;

    /// <summary>
    /// Whether an object is here, without a search for packs that were added since the last one: a miss costs no look into the folder.
    /// </summary>
    public bool ContainsKnown(ObjectId id) => LibGit2.Exists(objects, id.RawId, LibGit2.NoRefresh) == 1;

    /// <returns>The length of an object in bytes, from its header.</returns>
    /// <exception cref="NotFoundException">There is no such object.</exception>
    /// <exception cref="LibGit2SharpException">The object is damaged.</exception>
    public long LengthOf(ObjectId id)
    {
        var result = LibGit2.ReadHeader(out var length, out _, objects, id.RawId);
        if (result == LibGit2.NotFound)
        {
            throw new NotFoundException($"object not found: {id}");
        }

        LibGit2.Check(result);
        return (long)length;
    }

    public void Dispose() => objects.Dispose();
}
