using System.Net;

namespace Goji.Kubernetes.Api;

/// <summary>
/// A body whose last byte is held back for a last look: whatever takes long - credentials, a connection, a process that is stopped - takes
/// long before it, and a server does nothing about a request that is not whole.
/// </summary>
internal sealed class GuardedContent(byte[] body, Action lastCheck) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body.AsMemory(..^1), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        lastCheck();
        await stream.WriteAsync(body.AsMemory(^1..), cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
