using Goji.Testing;

namespace Goji.Tool.Tests;

/// <summary>A password that is read from standard input whose other end never writes.</summary>
public sealed class WaitingForInput : IDisposable
{
    private readonly ManualResetEventSlim written = new();
    private readonly CancellationTokenSource ends = new();

    public void Dispose()
    {
        written.Set();
        written.Dispose();
        ends.Dispose();
    }

    [Fact]
    public async Task Signal_ends_the_waiting_for_a_line()
    {
        var terminal = new Terminal(new SilentReader(written, ends), TextWriter.Null, TextWriter.Null) { Ends = ends.Token };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(terminal.ReadLine).InTime());
    }

    [Fact]
    public void Line_that_was_written_is_read() =>
        Assert.Equal("secret", new Terminal(new StringReader("secret\n"), TextWriter.Null, TextWriter.Null).ReadLine());

    /// <summary>Blocks, as a console's reader does, and cancels the token when it is asked.</summary>
    private sealed class SilentReader(ManualResetEventSlim written, CancellationTokenSource asked) : TextReader
    {
        public override string? ReadLine()
        {
            asked.Cancel();
            written.Wait(TimeLimit.Longest, CancellationToken.None);
            return null;
        }
    }
}
