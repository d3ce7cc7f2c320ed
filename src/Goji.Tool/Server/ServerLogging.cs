using Goji.Settings.Values;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
namespace Goji.Tool.Server;

/// <summary>The server's log: a JSON object a line for machines, or a plain line for people.</summary>
internal static class ServerLogging
{
    public static void Add(ILoggingBuilder logging, LogFormat format, Verbosity verbosity, bool hasScopes)
    {
        logging.SetMinimumLevel(LevelOf(verbosity));
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);

        // The reason why the server does not start is printed once, as the command's error.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (format == LogFormat.Json)
        {
            logging.AddJsonConsole(console => Stamp(console, hasScopes));
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                Stamp(console, hasScopes);
                console.SingleLine = true;
                console.TimestampFormat += " ";
            });
        }
    }

    private static void Stamp(ConsoleFormatterOptions console, bool hasScopes)
    {
        console.IncludeScopes = hasScopes;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
    }

    private static LogLevel LevelOf(Verbosity verbosity) => verbosity switch
    {
        Verbosity.Quiet => LogLevel.Error,
        Verbosity.Minimal => LogLevel.Warning,
        Verbosity.Normal => LogLevel.Information,
        Verbosity.Verbose => LogLevel.Debug,
        _ => LogLevel.Trace,
    };
}
