using Goji.Reporting;

namespace Goji.Benchmarks.Work;

/// <summary>Where both sides of a comparison write lines: each line at once, as a build's log needs it.</summary>
internal sealed class ShownOutput : IGojiLog, IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream stream = new(OperatingSystem.IsWindows() ? "NUL" : "/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private readonly StreamWriter writer;

    public ShownOutput() => writer = new(stream);

    /// <summary>Writes as the command does.</summary>
    public void Write(GojiLogLevel level, string format, params object[] arguments) =>
        Write(LogText.Disarm(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, arguments)) + '\n');

    public void Write(string text)
    {
        lock (gate)
        {
            writer.Write(text);
            writer.Flush();
        }
    }

    public void Dispose() => writer.Dispose();
}
