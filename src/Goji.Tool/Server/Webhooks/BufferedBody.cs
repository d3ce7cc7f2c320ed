namespace Goji.Tool.Server.Webhooks;

/// <summary>The part of one body that has arrived.</summary>
internal sealed class BufferedBody(long began, CancellationToken cancellationToken) : IDisposable
{
    public const int FirstCapacity = 16 * 1024;

    private readonly CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private byte[] bytes = [];
    private int length;

    /// <summary>When the body began, as a timestamp of the server's clock.</summary>
    public long Began => began;

    public int Capacity => bytes.Length;

    /// <summary>How many bytes the next <see cref="Grow"/> adds.</summary>
    public int Growth => Math.Max(FirstCapacity, bytes.Length);

    public bool IsFull => length == bytes.Length;

    public bool IsDropped { get; private set; }

    public CancellationToken Cancelled => cancellation.Token;

    public Memory<byte> Free => bytes.AsMemory(length);

    public ReadOnlyMemory<byte> Content => bytes.AsMemory(0, length);

    public void Take(int count) => length += count;

    public void Grow() => Array.Resize(ref bytes, bytes.Length + Growth);

    public void Drop()
    {
        IsDropped = true;
        cancellation.Cancel();
    }

    public void Dispose() => cancellation.Dispose();
}
