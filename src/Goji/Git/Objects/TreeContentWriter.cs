using System.Buffers;
using System.Text;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Puts the bytes of a tree object together. The entries must come in git's order.</summary>
internal sealed class TreeContentWriter(int expected)
{
    private readonly ArrayBufferWriter<byte> bytes = new(Math.Max(64, expected * 64));
    private readonly List<int> starts = new(expected + 1);

    public int Count => starts.Count;

    public void Add(ReadOnlySpan<byte> name, Mode mode, ObjectId id)
    {
        starts.Add(bytes.WrittenCount);
        bytes.Write(Encoding.ASCII.GetBytes(Convert.ToString((int)mode, 8)));
        bytes.Write(" "u8);
        bytes.Write(name);
        bytes.Write("\0"u8);
        bytes.Write(id.RawId);
    }

    /// <summary>Adds some entries of another tree.</summary>
    public void Add(TreeContent content, int first, int end)
    {
        var shift = bytes.WrittenCount - content.StartOf(first);
        for (var index = first; index < end; index++)
        {
            starts.Add(content.StartOf(index) + shift);
        }

        bytes.Write(content.Raw(first, end));
    }

    public TreeContent ToContent() => new(bytes.WrittenSpan.ToArray(), [.. starts, bytes.WrittenCount]);
}
