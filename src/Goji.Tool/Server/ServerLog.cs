using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server;

/// <summary>Tells in the server's log what the library does.</summary>
internal sealed partial class ServerLog(ILogger<GojiRunner> logger, ServerMetrics metrics, Secrets secrets) : IGojiLog
{
    /// <summary>How the library tells of a push that was lost: the one sign of it that leaves the library.</summary>
    private const string PushAgain = "{0} Fetching and deciding again.";

    public void Write(GojiLogLevel level, string format, params object[] arguments)
    {
        if (format == PushAgain)
        {
            metrics.PushRetries.Inc();
        }

        var grade = level switch
        {
            GojiLogLevel.Error => LogLevel.Error,
            GojiLogLevel.Warning => LogLevel.Warning,
            GojiLogLevel.Information => LogLevel.Information,
            GojiLogLevel.Verbose => LogLevel.Debug,
            _ => LogLevel.Trace,
        };
        if (logger.IsEnabled(grade))
        {
            var text = secrets.Clean(arguments.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, arguments));
            Said(grade, text);
        }
    }

    [LoggerMessage(EventId = 10, Message = "{Text}")]
    private partial void Said(LogLevel level, string text);
}
