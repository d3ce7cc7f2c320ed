using Goji.Model;
using Goji.Tool.Output;

namespace Goji.Tool.Tests;

public class MaskingLongResults
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void Secret_is_masked_wherever_the_parts_of_a_text_end(int part)
    {
        var secrets = new Secrets();
        secrets.Add("correct horse battery staple");
        secrets.Add("horse battery");
        var key = string.Concat(Enumerable.Range(0, 4000).Select(number => $"{number}:"));
        secrets.Add(key);
        var text = string.Concat(Enumerable.Range(0, 3000).Select(number => $"{number} correct horse battery staple, horse batter{new string('y', number % 3)}\n"))
            + $"{key}{key[..^1]}, {key}correct horse";

        var written = new StringWriter();
        using (var writer = new MaskedWriter(secrets, written))
        {
            for (var at = 0; at < text.Length; at += part)
            {
                writer.Write(text.AsSpan(at, Math.Min(part, text.Length - at)));
            }

            writer.Flush();
        }

        Assert.Equal(secrets.Clean(text), written.ToString());
        Assert.DoesNotContain("horse battery", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Result_is_written_in_parts_and_ends_with_one_line_end()
    {
        var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null);
        terminal.Secrets.Add("hunter2!");
        terminal.WriteResult("before", hasMore: true);

        terminal.WriteResult(writer =>
        {
            writer.Write('h');
            writer.Write("unter");
            writer.Write("2!".ToCharArray());
        });

        Assert.Equal("before\n***\n", output.ToString());
    }

    [Fact]
    public void Reader_that_has_gone_ends_the_result_and_not_the_program()
    {
        var terminal = new Terminal(TextReader.Null, new BrokenPipe(), TextWriter.Null);
        var ends = 0;
        terminal.OutputEnded += () => ends++;

        terminal.WriteResult(writer => writer.Write(new string('x', 100_000)));
        terminal.WriteResult(writer => Assert.Fail("Nobody reads it."));

        Assert.True(terminal.HasOutputEnded);
        Assert.Equal(1, ends);
    }

    private sealed class BrokenPipe : StringWriter
    {
        public override void Write(ReadOnlySpan<char> buffer) => throw new IOException("Broken pipe");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("Broken pipe");
    }
}
