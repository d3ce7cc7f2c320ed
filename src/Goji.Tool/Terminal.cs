using Goji.Model;

namespace Goji.Tool;

/// <summary>
/// Where a command reads and writes: results go to the output, what happens on the way to the error stream. No secret passes.
/// </summary>
internal sealed class Terminal(TextReader input, TextWriter output, TextWriter error)
{
    private readonly Lock gate = new();

    public TextReader Input => input;

    /// <summary>Opens standard input as it is, for what is no text for a person.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    public Secrets Secrets { get; } = new();

    /// <summary>Whether the narration goes to a screen on which lines can be drawn anew.</summary>
    public bool IsScreen { get; init; }

    public void WriteResult(string text) => Write(output, text + output.NewLine);

    public void WriteNarration(string text) => Write(error, text + error.NewLine);

    /// <summary>Writes to the narration without a line end.</summary>
    public void Draw(string text) => Write(error, text);

    private void Write(TextWriter writer, string text)
    {
        lock (gate)
        {
            writer.Write(Secrets.Clean(text));
            writer.Flush();
        }
    }
}
