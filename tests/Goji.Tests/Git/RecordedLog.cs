using System.Collections.Concurrent;
using System.Globalization;

namespace Goji.Tests.Git;

internal sealed class RecordedLog : IGojiLog
{
    private readonly ConcurrentQueue<(GojiLogLevel Level, string Text)> lines = new();

    public IEnumerable<string> Warnings => lines.Where(line => line.Level == GojiLogLevel.Warning).Select(line => line.Text);

    public IEnumerable<string> All => lines.Select(line => line.Text);

    public void Write(GojiLogLevel level, string format, params object[] arguments) =>
        lines.Enqueue((level, string.Format(CultureInfo.InvariantCulture, format, arguments)));

    public override string ToString() => string.Join('\n', lines.Select(line => $"{line.Level}: {line.Text}"));
}
