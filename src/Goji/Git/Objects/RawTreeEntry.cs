using System.Text;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>One entry of a tree object: the mode in octal digits, a space, the name, a zero byte, and the id.</summary>
internal readonly ref struct RawTreeEntry
{
    private const int IdLength = 20;
    private readonly ReadOnlySpan<byte> mode;
    private readonly ReadOnlySpan<byte> id;

    public RawTreeEntry(ReadOnlySpan<byte> bytes)
    {
        var space = bytes.IndexOf((byte)' ');
        mode = bytes[..space];
        Name = bytes[(space + 1)..^(IdLength + 1)];
        id = bytes[^IdLength..];
    }

    public ReadOnlySpan<byte> Name { get; }

    public bool IsFolder => mode[0] == '4';

    /// <summary>Git's order of entries: by the bytes of their names, and of a folder as if its name ended with a slash.</summary>
    public static int Compare(ReadOnlySpan<byte> name, bool isFolder, ReadOnlySpan<byte> other, bool otherIsFolder)
    {
        var common = Math.Min(name.Length, other.Length);
        var order = name[..common].SequenceCompareTo(other[..common]);
        return order != 0 ? order : Next(name, isFolder, common) - Next(other, otherIsFolder, common);
    }

    public TreeItem ToItem()
    {
        var value = 0;
        foreach (var digit in mode)
        {
            value = (value << 3) + digit - '0';
        }

        return new(Encoding.UTF8.GetString(Name), (Mode)value, new ObjectId(id.ToArray()));
    }

    // No name holds a zero byte, so the end of one comes before everything.
    private static int Next(ReadOnlySpan<byte> name, bool isFolder, int index) =>
        index < name.Length ? name[index] : index == name.Length && isFolder ? '/' : 0;
}
