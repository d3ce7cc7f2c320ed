using System.Globalization;

namespace Goji.Chaos;

/// <summary>A log whose lines become part of a story.</summary>
internal sealed class NotedLog(Action<string> note) : IGojiLog
{
    private readonly Lock gate = new();

    public void Write(GojiLogLevel level, string format, params object[] arguments)
    {
        lock (gate)
        {
            note($"  {level}: {string.Format(CultureInfo.InvariantCulture, format, arguments)}");
        }
    }
}
