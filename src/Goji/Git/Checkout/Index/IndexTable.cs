using System.Buffers.Binary;
using Goji.Git.Objects;

namespace Goji.Git.Checkout.Index;

/// <summary>The bytes of an index file of version 2 or 3, and where its entries begin.</summary>
internal sealed class IndexTable
{
    private const int IdLength = 20;

    private readonly byte[] bytes;

    // Where each entry begins, and behind them the end.
    private readonly int[] starts;

    private IndexTable(byte[] bytes, int[] starts)
    {
        this.bytes = bytes;
        this.starts = starts;
    }

    public int Count => starts.Length - 1;

    public uint Version => IndexEntries.VersionOf(bytes);

    /// <summary>What follows the last entry.</summary>
    public ReadOnlySpan<byte> Extensions => bytes.AsSpan(starts[^1]..^IndexEntries.ChecksumLength);

    /// <returns>
    /// The entries; null where the index is of another version, is damaged, has a conflict, or where its entries are not in order.
    /// </returns>
    public static IndexTable? TryRead(byte[] bytes)
    {
        if (bytes.Length < IndexEntries.HeaderLength + IndexEntries.ChecksumLength
            || IndexEntries.VersionOf(bytes) is < 2 or > 3
            || !IsIntact(bytes))
        {
            return null;
        }

        var entries = new IndexEntries(bytes);
        var starts = new int[BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(8)) + 1];
        var (count, at) = (0, IndexEntries.HeaderLength);
        ReadOnlySpan<byte> before = [];
        while (entries.MoveNext())
        {
            if (entries.IsConflict || before.SequenceCompareTo(entries.Path) >= 0)
            {
                return null;
            }

            before = entries.Path;
            starts[count++] = at;
            at += entries.Bytes.Length;
        }

        starts[count] = at;
        return new(bytes, starts);
    }

    /// <summary>The bytes of some entries that follow one another.</summary>
    public ReadOnlySpan<byte> Raw(int first, int end) => bytes.AsSpan(starts[first]..starts[end]);

    public ReadOnlySpan<byte> IdOf(int index) => Raw(index, index + 1).Slice(IndexEntries.IdAt, IdLength);

    public ReadOnlySpan<byte> PathOf(int index)
    {
        var name = Raw(index, index + 1)[FlagsEnd(index)..];
        return name[..name.IndexOf((byte)0)];
    }

    /// <summary>Whether an entry is marked as one whose file is not shown.</summary>
    public bool IsSkipped(int index) => (MoreFlags(index) & IndexEntry.Skipped) != 0;

    /// <summary>An entry with that mark.</summary>
    public byte[] Mark(int index)
    {
        var entry = Raw(index, index + 1);
        return IndexEntry.Write(
            entry[..IndexEntries.FlagsAt],
            BinaryPrimitives.ReadUInt16BigEndian(entry[IndexEntries.FlagsAt..]),
            (ushort)(MoreFlags(index) | IndexEntry.Skipped),
            PathOf(index));
    }

    /// <summary>The index of the first entry whose path is not before another one.</summary>
    public int Find(ReadOnlySpan<byte> path)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = PathOf(middle).SequenceCompareTo(path) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public bool IsAt(int index, ReadOnlySpan<byte> path) => index < Count && PathOf(index).SequenceEqual(path);

    private bool IsExtended(int index) => (bytes[starts[index] + IndexEntries.FlagsAt] & (IndexEntries.IsExtended >> 8)) != 0;

    private int FlagsEnd(int index) => IndexEntries.FlagsAt + (IsExtended(index) ? 4 : 2);

    private ushort MoreFlags(int index) =>
        IsExtended(index) ? BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(starts[index] + IndexEntries.FlagsAt + 2)) : (ushort)0;

    /// <summary>Whether the checksum at the end is that of the content, or left out, as git's setting index.skipHash has it.</summary>
    private static bool IsIntact(byte[] bytes)
    {
        var checksum = bytes.AsSpan(^IndexEntries.ChecksumLength..);
        return !checksum.ContainsAnyExcept((byte)0)
            || ObjectHash.ChecksumOf(bytes.AsSpan(..^IndexEntries.ChecksumLength)).AsSpan().SequenceEqual(checksum);
    }
}
