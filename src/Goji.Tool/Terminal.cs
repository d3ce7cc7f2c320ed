using System.Text;
using Goji.Model;
using Goji.Reporting;
using Goji.Tool.Output;

namespace Goji.Tool;

/// <summary>
/// Where a command reads and writes: results go to the output, what happens on the way to the error stream. No secret passes.
/// </summary>
internal sealed class Terminal(TextReader input, TextWriter output, TextWriter error)
{
    /// <summary>The number of held characters from which on they are written.</summary>
    private const int MaxHeld = 16 * 1024;

    private readonly Lock gate = new();
    private readonly StringBuilder held = new();
    private TextWriter? heldFor;

    /// <summary>Is cancelled when a signal ends the program.</summary>
    public CancellationToken Ends { get; init; }

    /// <summary>Opens standard input as it is, for what is no text for a person.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    public Secrets Secrets { get; } = new();

    /// <summary>Whether the narration goes to a screen on which lines can be drawn anew.</summary>
    public bool IsScreen { get; init; }

    /// <summary>Whether what is drawn on a screen has colours.</summary>
    public bool HasColours { get; init; } = true;

    /// <summary>
    /// Whether nobody reads the output any more, as in <c>goji logs | head</c>. What is written after that is dropped.
    /// </summary>
    public bool HasOutputEnded { get; private set; }

    /// <summary>Is raised once, when nobody reads the output any more.</summary>
    public event Action? OutputEnded;

    /// <summary>Reads a line of standard input. A read cannot be cancelled, so that a signal ends the waiting for it.</summary>
    /// <exception cref="OperationCanceledException">A signal ends the program.</exception>
    public string? ReadLine()
    {
        var line = Task.Run(input.ReadLine);
        Task.WaitAny([line], Ends);
        return line.GetAwaiter().GetResult();
    }

    public void WriteResult(string text) => WriteResult(text, hasMore: false);

    /// <param name="text">The text, without a line end.</param>
    /// <param name="hasMore">Whether the next text follows at once. This one may be held until then.</param>
    public void WriteResult(string text, bool hasMore) => Write(output, text, output.NewLine, hasMore);

    /// <summary>Writes a result that may be too long to be held.</summary>
    /// <param name="write">Writes the text, without a line end, to the writer that it gets.</param>
    public void WriteResult(Action<TextWriter> write)
    {
        lock (gate)
        {
            WriteHeld();
            WriteOutput(() =>
            {
                using var masked = new MaskedWriter(Secrets, output);
                write(masked);
                masked.Flush();
                output.WriteLine();
                output.Flush();
            });
        }
    }

    public void WriteNarration(string text) => WriteNarration(text, hasMore: false);

    /// <inheritdoc cref="WriteResult(string, bool)"/>
    public void WriteNarration(string text, bool hasMore) => Write(error, text, error.NewLine, hasMore);

    /// <summary>Writes to the narration without a line end.</summary>
    public void Draw(string text) => Write(error, text, end: "", hasMore: false);

    /// <summary>A display at the bottom of the screen, below the lines of a log.</summary>
    public LiveDisplay NewDisplay(IGojiLog log) => new(log, Draw, () => Console.WindowHeight) { HasColours = HasColours };

    /// <summary>Writes what is held.</summary>
    public void Flush()
    {
        lock (gate)
        {
            WriteHeld();
        }
    }

    private void Write(TextWriter writer, string text, string end, bool hasMore)
    {
        lock (gate)
        {
            if (writer != heldFor)
            {
                WriteHeld();
                heldFor = writer;
            }

            held.Append(Secrets.Clean(text)).Append(end);
            if (!hasMore || held.Length >= MaxHeld)
            {
                WriteHeld();
            }
        }
    }

    private void WriteHeld()
    {
        if (held.Length == 0)
        {
            return;
        }

        if (heldFor == output)
        {
            WriteOutput(WriteNow);
        }
        else
        {
            WriteNow();
        }

        held.Clear();

        void WriteNow()
        {
            heldFor!.Write(held);
            heldFor.Flush();
        }
    }

    private void WriteOutput(Action write)
    {
        try
        {
            if (!HasOutputEnded)
            {
                write();
            }
        }
        catch (IOException)
        {
            HasOutputEnded = true;
            OutputEnded?.Invoke();
        }
    }
}
