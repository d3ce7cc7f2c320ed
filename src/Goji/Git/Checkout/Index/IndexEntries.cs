using System.Buffers.Binary;

namespace Goji.Git.Checkout.Index;

/// <summary>
/// Walks through the entries of an index file of version 2, 3 or 4, as git's <c>gitformat-index</c> describes them. LibGit2Sharp does not
/// expose an entry's flags.
/// </summary>
internal ref struct IndexEntries
{
    public const int HeaderLength = 12;
    public const int ChecksumLength = 20;

    /// <summary>Where an entry's id is: behind ten numbers of four bytes.</summary>
    public const int IdAt = 40;

    /// <summary>Where an entry's flags are: behind ten numbers of four bytes, and the id.</summary>
    public const int FlagsAt = 60;

    public const ushort IsExtended = 0x4000;
    private const ushort Stage = 0x3000;
    private const int Alignment = 8;

    private readonly ReadOnlySpan<byte> index;
    private readonly uint version;
    private uint left;
    private int end = HeaderLength;
    private byte[] before = [];

    public IndexEntries(ReadOnlySpan<byte> index)
    {
        this.index = index.Length >= HeaderLength + ChecksumLength && index[..4].SequenceEqual("DIRC"u8)
            ? index[..^ChecksumLength]
            : throw Damaged();
        version = VersionOf(index);
        left = BinaryPrimitives.ReadUInt32BigEndian(index[8..]);
    }

    /// <summary>The entry's bytes, with the zeros that fill it up.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public ReadOnlySpan<byte> Path { get; private set; }

    /// <summary>Where the flags end, and the name begins.</summary>
    public readonly int FlagsEnd => FlagsAt + ((Flags & IsExtended) != 0 ? 4 : 2);

    public readonly ushort Flags => BinaryPrimitives.ReadUInt16BigEndian(Bytes[FlagsAt..]);

    /// <summary>Whether the entry is one side of a conflict.</summary>
    public readonly bool IsConflict => (Flags & Stage) != 0;

    /// <summary>What follows the last entry, once that has been passed.</summary>
    public readonly ReadOnlySpan<byte> Extensions => index[end..];

    public static uint VersionOf(ReadOnlySpan<byte> index) => BinaryPrimitives.ReadUInt32BigEndian(index[4..]);

    /// <summary>How long an entry is that is filled up with zeros, of which one at least ends its name.</summary>
    public static int Filled(int length) => (length + Alignment) & -Alignment;

    public bool MoveNext()
    {
        if (left == 0)
        {
            return false;
        }

        left--;
        Bytes = index[end..];
        if (Bytes.Length < FlagsAt + 4)
        {
            throw Damaged();
        }

        var name = FlagsEnd;
        var kept = version == 4 ? before.Length - Dropped(ref name) : 0;
        var length = Bytes[name..].IndexOf((byte)0);
        var size = version == 4 ? name + length + 1 : Filled(name + length);
        if (length < 0 || kept < 0 || size > Bytes.Length)
        {
            throw Damaged();
        }

        Path = version == 4 ? before = [.. before.AsSpan(0, kept), .. Bytes.Slice(name, length)] : Bytes.Slice(name, length);
        Bytes = Bytes[..size];
        end += size;
        return true;
    }

    /// <summary>How many bytes of the path before are not in this one. Each further byte of the number counts from one.</summary>
    private readonly int Dropped(ref int at)
    {
        var value = Bytes[at] & 0x7F;
        while ((Bytes[at++] & 0x80) != 0 && at < Bytes.Length)
        {
            value = ((value + 1) << 7) | (Bytes[at] & 0x7F);
        }

        return value;
    }

    private static EndOfStreamException Damaged() =>
        new("The index is damaged. Delete the file 'index' in the clone's .git folder and run: git reset.");
}
