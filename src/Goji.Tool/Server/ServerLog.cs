using System.Globalization;
using Goji.Model;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server;

/// <summary>Writes the library's lines to the server's log.</summary>
internal sealed partial class ServerLog(ILogger<GojiRunner> logger, AuditLog audit, RepositoryMetrics metrics, Secrets secrets) : IGojiLog
{
    private readonly Lock gate = new();
    private HashSet<string> warningsBefore = [];
    private HashSet<string> warnings = [];

    /// <summary>
    /// Begins a pass. A warning is new only if the previous pass did not log it: a stuck job is polled every few seconds.
    /// </summary>
    public void BeginPass()
    {
        lock (gate)
        {
            (warningsBefore, warnings) = (warnings, []);
        }
    }

    public void Write(GojiEvent id, GojiLogLevel level, string format, params object[] arguments)
    {
        if (id == GojiEvent.PushRetried)
        {
            metrics.PushRetries.Inc();
        }

        if (!audit.TryWrite(id, arguments))
        {
            Write(level, format, arguments);
        }
    }

    public void Write(GojiLogLevel level, string format, params object[] arguments)
    {
        var text = secrets.Clean(arguments.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, arguments));
        var grade = LevelOf(level, text);
        LibraryLine(grade, text);
    }

    private LogLevel LevelOf(GojiLogLevel level, string text) => level switch
    {
        GojiLogLevel.Error => LogLevel.Error,
        GojiLogLevel.Warning => IsNew(text) ? LogLevel.Warning : LogLevel.Debug,
        GojiLogLevel.Information => LogLevel.Information,
        GojiLogLevel.Verbose => LogLevel.Debug,
        _ => LogLevel.Trace,
    };

    private bool IsNew(string warning)
    {
        lock (gate)
        {
            return warnings.Add(warning) && !warningsBefore.Contains(warning);
        }
    }

    [LoggerMessage(EventId = 10, Message = "{Text}")]
    private partial void LibraryLine(LogLevel level, string text);
}
