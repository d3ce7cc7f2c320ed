using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Reads a large tree from its file. libgit2 takes three times as long, most of it for the check of the id.</summary>
internal static class LargeTreeFile
{
    // In deflated bytes: some thousand entries.
    private const int Large = 64 * 1024;
    private const int MaxHeader = 32;

    /// <summary>
    /// Returns the bytes of a tree; null if it is small, is in a pack, or is damaged, so that libgit2 reads it and reports the damage.
    /// </summary>
    public static byte[]? Read(string objectsFolder, ObjectId id)
    {
        var file = new FileInfo(Path.Combine(objectsFolder, id.Sha[..2], id.Sha[2..]));
        if (!file.Exists || file.Length < Large)
        {
            return null;
        }

        try
        {
            using var stream = new ZLibStream(file.OpenRead(), CompressionMode.Decompress);
            var header = ReadHeader(stream);
            if (!header.StartsWith("tree ", StringComparison.Ordinal)
                || !int.TryParse(header["tree ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length > file.Length * 16)
            {
                return null;
            }

            var content = new byte[length];
            stream.ReadExactly(content);
            return IsOf(id, header, content) ? content : null;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            return null;
        }
    }

    private static string ReadHeader(ZLibStream stream)
    {
        var header = new StringBuilder();
        for (var letter = stream.ReadByte(); letter > 0 && header.Length < MaxHeader; letter = stream.ReadByte())
        {
            header.Append((char)letter);
        }

        return header.ToString();
    }

    private static bool IsOf(ObjectId id, string header, byte[] content)
    {
#pragma warning disable CA5350 // It is what git's ids are made of.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.ASCII.GetBytes(header + "\0"));
        hash.AppendData(content);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(id.RawId);
    }
}
