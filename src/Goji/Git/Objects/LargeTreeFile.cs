using System.Globalization;
using System.IO.Compression;
using System.Text;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>
/// Reads and writes a large tree in a file of its own. libgit2 takes several times as long, most of it for the id, which it computes
/// without the processor's instructions.
/// </summary>
internal static class LargeTreeFile
{
    // In deflated bytes: some thousand entries.
    private const int Large = 64 * 1024;

    // In bytes as they are: they deflate to a half.
    private const int LargeContent = 3 * Large;
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
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
            return ObjectHash.Of(ObjectType.Tree, content) == id ? content : null;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Writes a tree, unless it is small or known.</summary>
    /// <param name="repositoryFolder">The folder with the references and objects.</param>
    /// <param name="content">The bytes of the tree.</param>
    /// <param name="isKnown">Whether the repository has an object.</param>
    /// <param name="toDisk">Whether the file must be on the disk when this returns.</param>
    /// <returns>The id; null where the tree is to be written by libgit2, which renews the time of a known object.</returns>
    public static ObjectId? Write(string repositoryFolder, ReadOnlySpan<byte> content, Func<ObjectId, bool> isKnown, bool toDisk)
    {
        if (content.Length < LargeContent)
        {
            return null;
        }

        var header = string.Create(CultureInfo.InvariantCulture, $"tree {content.Length}");
        var id = ObjectHash.Of(ObjectType.Tree, content);
        if (isKnown(id))
        {
            return null;
        }

        var folder = Path.Combine(repositoryFolder, "objects", id.Sha[..2]);
        Directory.CreateDirectory(folder);

        // git gc sweeps files of this name.
        var temporary = Path.Combine(folder, $"tmp_obj_{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ReadOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            using (var stream = new ZLibStream(file, CompressionLevel.Fastest, leaveOpen: true))
            {
                stream.Write(Encoding.ASCII.GetBytes(header + "\0"));
                stream.Write(content);
            }

            file.Flush(toDisk);
        }

        SharedRights.Adjust(repositoryFolder, temporary, folder);
        File.Move(temporary, Path.Combine(folder, id.Sha[2..]), overwrite: true);
        return id;
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
}
