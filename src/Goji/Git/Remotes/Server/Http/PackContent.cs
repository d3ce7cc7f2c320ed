using System.Net;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>The body of a request: packet lines, and a pack from a file behind them.</summary>
internal sealed class PackContent(byte[] message, string? pack, ServerSession session) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, session.Token);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(message, cancellationToken);
        if (pack is not null)
        {
            await PackFile.SendAsync(pack, stream, session, cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = message.Length + (pack is null ? 0 : new FileInfo(pack).Length);
        return true;
    }
}
