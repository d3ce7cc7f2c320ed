using Goji.Queueing;
using Goji.Testing;

namespace Goji.Tests.Queueing;

/// <summary>Standard input whose other end never writes.</summary>
public sealed class ReadingStandardInput : IDisposable
{
    private readonly ManualResetEventSlim written = new();

    public void Dispose()
    {
        written.Set();
        written.Dispose();
    }

    [Fact]
    public async Task Reading_ends_with_the_token_although_the_stream_ignores_it()
    {
        using var ends = new CancellationTokenSource();
        using var stream = new SilentStream(written, ends);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ManifestFile.ReadAsync(stream, "a.yaml", null, ends.Token).InTime());
    }

    /// <summary>Blocks each read, as a console's stream does, and cancels the token when it is asked.</summary>
    private sealed class SilentStream(ManualResetEventSlim written, CancellationTokenSource asked) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            asked.Cancel();
            written.Wait(TimeLimit.Longest, CancellationToken.None);
            return ValueTask.FromResult(0);
        }
    }
}
