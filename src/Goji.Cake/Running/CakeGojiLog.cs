using Cake.Core.Diagnostics;
using Goji.Reporting;

namespace Goji.Cake.Running;

internal sealed class CakeGojiLog(ICakeLog log) : IGojiLog
{
    public void Write(GojiLogLevel level, string format, params object[] arguments)
    {
        var (cakeLevel, verbosity) = level switch
        {
            GojiLogLevel.Error => (LogLevel.Error, Verbosity.Quiet),
            GojiLogLevel.Warning => (LogLevel.Warning, Verbosity.Minimal),
            GojiLogLevel.Information => (LogLevel.Information, Verbosity.Normal),
            GojiLogLevel.Verbose => (LogLevel.Verbose, Verbosity.Verbose),
            _ => (LogLevel.Debug, Verbosity.Diagnostic),
        };

        // Cake formats in any case: a text without arguments is itself the argument, so that its braces are safe.
        if (arguments.Length == 0)
        {
            log.Write(verbosity, cakeLevel, "{0}", LogText.Disarm(format));
        }
        else
        {
            log.Write(verbosity, cakeLevel, format, [.. arguments.Select(Disarmed)]);
        }
    }
    // The output of containers ends up here too, and CI systems take commands from the log.
    private static object Disarmed(object argument) => argument is string text ? LogText.Disarm(text) : argument;
}
