using System.Text;

namespace Goji.Git.Remotes.Server.Protocol;

/// <summary>
/// Takes apart what a server sends on the three bands of a connection: content, words for people, and the reason why it gives up.
/// </summary>
internal sealed class SideBand(PacketReader packets, ServerMessages words)
{
    private const byte Content = 1;
    private const byte Words = 2;
    private const byte Failure = 3;

    /// <summary>Passes the content on until the message ends.</summary>
    public async Task CopyToAsync(Action<ReadOnlyMemory<byte>> content)
    {
        do
        {
            Take(content);
        }
        while (await packets.ReadAsync() == PacketKind.Data);
    }

    private void Take(Action<ReadOnlyMemory<byte>> content)
    {
        if (packets.Content.IsEmpty)
        {
            return;
        }

        var rest = packets.Content[1..];
        switch (packets.Content.Span[0])
        {
            case Content:
                content(rest);
                break;

            case Words:
                words.Add(Encoding.UTF8.GetString(rest.Span));
                break;

            case Failure:
                words.Add(Encoding.UTF8.GetString(rest.Span));
                throw ServerMessages.Error(words.Text);
        }
    }
}
