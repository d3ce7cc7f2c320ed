namespace Goji.Tool.Tests;

/// <summary>Lines that follow each other at once are written together, and in their order.</summary>
public sealed class HoldingLines : IDisposable
{
    private readonly CountedWriter output = new();
    private readonly CountedWriter error = new();
    private readonly Terminal terminal;

    public HoldingLines() => terminal = new(TextReader.Null, output, error);

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void Lines_are_written_with_the_last_of_them()
    {
        terminal.WriteResult("one", hasMore: true);
        terminal.WriteResult("two", hasMore: true);
        var before = output.ToString();
        terminal.WriteResult("three", hasMore: false);

        Assert.Equal(("", "one\ntwo\nthree\n", 1), (before, output.ToString(), output.Flushes));
    }

    [Fact]
    public void Held_lines_are_written_before_a_line_to_the_other_stream()
    {
        terminal.WriteNarration("one", hasMore: true);
        terminal.WriteResult("result");

        Assert.Equal(("one\n", "result\n"), (error.ToString(), output.ToString()));
    }

    [Fact]
    public void Many_held_lines_are_written_without_the_last_one()
    {
        var text = new string('x', 1000);
        for (var i = 0; i < 100; i++)
        {
            terminal.WriteResult(text, hasMore: true);
        }

        Assert.InRange(output.ToString().Length, 80_000, 100_000);
        terminal.Flush();
        Assert.Equal(100 * 1001, output.ToString().Length);
    }

    private sealed class CountedWriter : StringWriter
    {
        public CountedWriter() => NewLine = "\n";

        public int Flushes { get; private set; }

        public override void Flush() => Flushes++;
    }
}
