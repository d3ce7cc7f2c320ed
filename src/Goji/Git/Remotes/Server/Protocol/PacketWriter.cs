using System.Buffers;
using System.Globalization;
using System.Text;

namespace Goji.Git.Remotes.Server.Protocol;

/// <summary>Composes a message of git's packet lines.</summary>
internal sealed class PacketWriter
{
    private readonly ArrayBufferWriter<byte> message = new();

    public byte[] ToArray() => message.WrittenSpan.ToArray();

    public PacketWriter Line(string text) => Text(text + "\n");

    /// <summary>A packet without a line end.</summary>
    public PacketWriter Text(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        message.Write(Encoding.ASCII.GetBytes((content.Length + 4).ToString("x4", CultureInfo.InvariantCulture)));
        message.Write(content);
        return this;
    }

    public PacketWriter Lines(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Line(text);
        }

        return this;
    }

    public PacketWriter Delimiter() => Raw("0001"u8);

    public PacketWriter Flush() => Raw("0000"u8);

    private PacketWriter Raw(ReadOnlySpan<byte> bytes)
    {
        message.Write(bytes);
        return this;
    }
}
