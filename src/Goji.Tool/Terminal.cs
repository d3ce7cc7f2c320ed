namespace Goji.Tool;

/// <summary>Where a command reads and writes: results go to the output, what happens on the way to the error stream. No secret passes.</summary>
internal sealed class Terminal(TextReader input, TextWriter output, TextWriter error)
{
    private readonly Lock gate = new();

    public TextReader Input => input;

    public Secrets Secrets { get; } = new();

    public void WriteResult(string text) => Write(output, text);

    public void WriteNarration(string text) => Write(error, text);

    private void Write(TextWriter writer, string text)
    {
        lock (gate)
        {
            writer.WriteLine(Secrets.Clean(text));
            writer.Flush();
        }
    }
}
