using System.Globalization;
using Goji.Reporting;
using Goji.Settings.Values;
namespace Goji.Tool.Output;

/// <summary>Writes the library's lines to the error stream.</summary>
internal sealed class TerminalLog(Terminal terminal, Verbosity verbosity) : IGojiLog
{
    public void Write(GojiLogLevel level, string format, params object[] arguments)
    {
        // The levels of the log are in the order of the verbosities that show them.
        if ((int)level > (int)verbosity)
        {
            return;
        }

        // Names and containers' messages are among the arguments, and CI systems take commands from logs.
        var text = LogText.Disarm(arguments.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, arguments));
        terminal.WriteNarration(level switch
        {
            GojiLogLevel.Error => $"error: {text}",
            GojiLogLevel.Warning => $"warning: {text}",
            _ => text,
        });
    }
}
