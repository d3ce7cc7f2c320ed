using System.Buffers.Binary;
using Goji.Git.Checkout.Index;
using Goji.Git.Locks;
using Goji.Git.Objects;

namespace Goji.Git.Checkout.Sparse;

/// <summary>
/// Marks the entries of an index whose files a sparse checkout does not show, so that git does not take them for deleted. LibGit2Sharp
/// cannot, and keeps the marks.
/// </summary>
internal static class SkippedEntries
{
    private const ushort Skipped = 0x4000;

    /// <summary>Why an index cannot be worked on, as the end of a sentence; null where nothing is in the way.</summary>
    public static string? Obstacle(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var index = File.ReadAllBytes(path);
        var entries = new IndexEntries(index);
        var version = IndexEntries.VersionOf(index);
        if (version is < 2 or > 4)
        {
            return $"is of version {version}";
        }

        while (entries.MoveNext())
        {
        }

        return IndexExtensions.Needed(entries.Extensions.ToArray()) is { } name ? $"needs git's extension '{name}'" : null;
    }

    /// <summary>Marks the entries that are to be skipped, in a new file that replaces the index, as git does.</summary>
    public static void Mark(string path, SkippedPaths skipped)
    {
        var index = File.ReadAllBytes(path);
        using var marked = new MemoryStream(index.Length + (index.Length / 16));
        if (!TryMark(index, skipped, marked))
        {
            return;
        }

        var lockFile = $"{path}.lock";
        using var stream = new FileStream(lockFile, FileMode.CreateNew, FileAccess.Write);
        try
        {
            marked.WriteTo(stream);
            stream.Dispose();

            // A file that changed in the moment in which its entry was written looks unchanged, and git knows it by the time of the index.
            File.SetLastWriteTimeUtc(lockFile, File.GetLastWriteTimeUtc(path));
            BusyFile.Replace(lockFile, path);
        }
        catch (IOException)
        {
            stream.Dispose();
            File.Delete(lockFile);
            throw;
        }
    }

    private static bool TryMark(byte[] index, SkippedPaths skipped, MemoryStream marked)
    {
        var version = IndexEntries.VersionOf(index);
        var count = 0;
        marked.Write(index, 0, IndexEntries.HeaderLength);
        var entries = new IndexEntries(index);
        while (entries.MoveNext())
        {
            if (!entries.IsConflict && (MoreFlags(entries) & Skipped) == 0 && skipped.Contains(entries.Path))
            {
                WriteMarked(entries, version, marked);
                count++;
            }
            else
            {
                marked.Write(entries.Bytes);
            }
        }

        foreach (var (name, bytes) in IndexExtensions.Split(entries.Extensions.ToArray()))
        {
            // The others have the offsets of the entries, or save time, and git writes them again.
            if (name is "TREE" or "REUC")
            {
                marked.Write(bytes);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(marked.GetBuffer().AsSpan(4), Math.Max(version, 3));
        marked.Write(ObjectHash.ChecksumOf(marked.GetBuffer().AsSpan(0, (int)marked.Length)));
        return count > 0;
    }

    private static int MoreFlags(in IndexEntries entry) =>
        (entry.Flags & IndexEntries.IsExtended) == 0 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(entry.Bytes[(IndexEntries.FlagsAt + 2)..]);

    private static void WriteMarked(in IndexEntries entry, uint version, MemoryStream marked)
    {
        Span<byte> flags = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(flags, (ushort)(entry.Flags | IndexEntries.IsExtended));
        BinaryPrimitives.WriteUInt16BigEndian(flags[2..], (ushort)(MoreFlags(entry) | Skipped));

        var name = entry.Bytes[entry.FlagsEnd..];
        if (version < 4)
        {
            name = name[..entry.Path.Length];
        }

        marked.Write(entry.Bytes[..IndexEntries.FlagsAt]);
        marked.Write(flags);
        marked.Write(name);
        if (version < 4)
        {
            var length = IndexEntries.FlagsAt + flags.Length + name.Length;
            marked.Write(stackalloc byte[IndexEntries.Filled(length) - length]);
        }
    }
}
