using System.Text;

namespace Goji.Benchmarks.Work;

/// <summary>Where both sides of a comparison write lines: at once, as a build's log needs it.</summary>
internal sealed class ShownOutput : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream stream = new(OperatingSystem.IsWindows() ? "NUL" : "/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private readonly StreamWriter writer;
    private readonly StringBuilder held = new();

    public ShownOutput() => writer = new(stream);

    /// <param name="text">The line, with its end.</param>
    /// <param name="hasMore">Whether the next line has already arrived: the two are written together.</param>
    public void Write(string text, bool hasMore)
    {
        lock (gate)
        {
            held.Append(text);
            if (!hasMore)
            {
                writer.Write(held);
                writer.Flush();
                held.Clear();
            }
        }
    }

    public void Dispose() => writer.Dispose();
}
