using System.Globalization;
using System.Text;

namespace Goji.Git.Remotes.Server.Protocol;

/// <summary>Reads git's packet lines: four hexadecimal digits of length, then the content.</summary>
internal sealed class PacketReader(Stream stream, ServerSession session)
{
    private const int LengthDigits = 4;
    private readonly byte[] buffer = new byte[65536];
    private PacketKind last;
    private bool isAgain;

    /// <summary>The content of the last packet. The next read overwrites it.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <summary>The content of the last packet as a line of text.</summary>
    public string Line => Encoding.UTF8.GetString(Content.Span).TrimEnd('\n');

    /// <exception cref="RemoteFailureException">The bytes are not git's protocol, or the server reports an error.</exception>
    public async Task<PacketKind> ReadAsync()
    {
        if (isAgain)
        {
            isAgain = false;
            return last;
        }

        last = await ReadNextAsync();
        return last;
    }

    /// <summary>Lets the next read return the last packet again.</summary>
    public PacketReader Again()
    {
        isAgain = true;
        return this;
    }

    /// <summary>Reads the next packet, which must have content; null where the message ends instead.</summary>
    public async Task<string?> ReadLineAsync() => await ReadAsync() switch
    {
        PacketKind.Data => Line,
        PacketKind.End => throw new EndOfStreamException("the server ended the connection"),
        _ => null,
    };

    /// <summary>The packets of a message that is there as a whole, as lines.</summary>
    public static IEnumerable<string> Lines(ReadOnlyMemory<byte> message)
    {
        while (message.Length > LengthDigits
            && LengthIn(message.Span[..LengthDigits]) is > LengthDigits and var length
            && length <= message.Length)
        {
            yield return Encoding.UTF8.GetString(message.Span[LengthDigits..length]).TrimEnd('\n');
            message = message[length..];
        }
    }

    private async Task<PacketKind> ReadNextAsync()
    {
        Content = default;
        var head = buffer.AsMemory(0, LengthDigits);
        var count = await stream.ReadAtLeastAsync(head, LengthDigits, throwOnEndOfStream: false, session.Token);
        session.Progress();
        if (count == 0)
        {
            return PacketKind.End;
        }

        if (count < LengthDigits || LengthIn(head.Span) is not { } length)
        {
            throw RemoteFailureException.TryAgain(
                "the answer is not in git's protocol",
                "Check the address, and whether a proxy or a login page answers in the server's place.");
        }

        if (length < LengthDigits)
        {
            return length == 0 ? PacketKind.Flush : PacketKind.Delimiter;
        }

        var content = buffer.AsMemory(0, length - LengthDigits);
        await stream.ReadExactlyAsync(content, session.Token);
        session.Progress();
        Content = content;
        return Line.StartsWith("ERR ", StringComparison.Ordinal) ? throw ServerMessages.Error(Line["ERR ".Length..]) : PacketKind.Data;
    }

    private static int? LengthIn(ReadOnlySpan<byte> digits) =>
        int.TryParse(Encoding.ASCII.GetString(digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length)
            ? length
            : null;
}
