using System.Buffers.Binary;
using System.Text;
using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Checkout.Index;

/// <summary>Writes single entries of an index file of version 2 or 3.</summary>
internal static class IndexEntry
{
    public const ushort Skipped = 0x4000;
    private const int ModeAt = 24;
    private const int LongestKnown = 0xFFF;

    /// <summary>
    /// An entry for the content of an object. It has none of the file's times, so that the next <c>git status</c> reads the file.
    /// </summary>
    /// <param name="change">The change after which the object is at the path.</param>
    /// <param name="isSkipped">Whether a sparse checkout does not show the file.</param>
    public static byte[] Of(FileChange change, bool isSkipped)
    {
        var path = Encoding.UTF8.GetBytes(change.Path);
        Span<byte> head = stackalloc byte[IndexEntries.FlagsAt];
        head.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(head[ModeAt..], ModeOf(change.Mode));
        change.Id.RawId.CopyTo(head[IndexEntries.IdAt..]);
        return Write(head, (ushort)Math.Min(path.Length, LongestKnown), isSkipped ? Skipped : (ushort)0, path);
    }

    /// <param name="head">What is before the flags.</param>
    /// <param name="flags">The flags.</param>
    /// <param name="moreFlags">The flags that version 3 adds; 0 for none.</param>
    /// <param name="path">The path.</param>
    public static byte[] Write(ReadOnlySpan<byte> head, ushort flags, ushort moreFlags, ReadOnlySpan<byte> path)
    {
        var name = head.Length + (moreFlags == 0 ? 2 : 4);
        var entry = new byte[IndexEntries.Filled(name + path.Length)];
        head.CopyTo(entry);
        BinaryPrimitives.WriteUInt16BigEndian(
            entry.AsSpan(head.Length), (ushort)(moreFlags == 0 ? flags & ~IndexEntries.IsExtended : flags | IndexEntries.IsExtended));
        if (moreFlags != 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(head.Length + 2), moreFlags);
        }

        path.CopyTo(entry.AsSpan(name));
        return entry;
    }

    /// <summary>The modes of files that an index has: rights of the group are none of them.</summary>
    private static uint ModeOf(Mode mode) =>
        mode == Mode.SymbolicLink ? (uint)mode
        : ((uint)mode & 0x40) != 0 ? (uint)Mode.ExecutableFile
        : (uint)Mode.NonExecutableFile;
}
