namespace Goji.Tool;

/// <summary>Where a command reads and writes: results go to the output, what happens on the way to the error stream. No secret passes.</summary>
internal sealed class Terminal(TextReader input, TextWriter output, TextWriter error)
{
    private readonly Lock gate = new();
    private readonly List<string> secrets = [];

    public TextReader Input => input;

    /// <summary>Remembers a secret, which is blotted out from then on wherever it turns up.</summary>
    public void Hide(string? secret)
    {
        // A very short one would blot out half of what is said, and hides nothing that could not be guessed.
        if (secret is { Length: > 3 })
        {
            secrets.Add(secret);
        }
    }

    public void WriteResult(string text) => Write(output, text);

    public void WriteNarration(string text) => Write(error, text);

    private void Write(TextWriter writer, string text)
    {
        lock (gate)
        {
            writer.WriteLine(secrets.Aggregate(text, (clean, secret) => clean.Replace(secret, "***", StringComparison.Ordinal)));
            writer.Flush();
        }
    }
}
