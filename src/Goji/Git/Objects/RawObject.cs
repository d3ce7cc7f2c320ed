using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Reads the bytes of objects that are no blobs.</summary>
/// <remarks>The one public way to them is a pack: one that holds an object alone is its header and the deflated object.</remarks>
internal static class RawObject
{
    private const int PackHeader = 12;

    public static byte[] Read(Repository repository, ObjectId id)
    {
        var folder = Path.Combine(repository.Info.Path, "goji", Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        try
        {
            repository.ObjectDatabase.Pack(new PackBuilderOptions(folder), builder => builder.Add(id));
            using var pack = File.OpenRead(Directory.EnumerateFiles(folder, "*.pack").Single());
            return Inflate(pack);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Inflate(FileStream pack)
    {
        var header = new byte[PackHeader];
        pack.ReadExactly(header);
        if (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8)) != 1)
        {
            throw new InvalidDataException("The pack does not hold just one object.");
        }

        // Type and size, seven bits a byte; the size is known by the end of the deflated data.
        while ((pack.ReadByte() & 0x80) != 0)
        {
        }

        using var inflated = new MemoryStream();
        using var stream = new ZLibStream(pack, CompressionMode.Decompress);
        stream.CopyTo(inflated);
        return inflated.ToArray();
    }
}
