using System.Globalization;

namespace Goji.Chaos;

/// <summary>Writes to standard error, which the harness keeps for the story of a failure.</summary>
internal sealed class ErrorLog : IGojiLog
{
    public void Write(GojiLogLevel level, string format, params object[] arguments) =>
        Console.Error.WriteLine($"{level}: {string.Format(CultureInfo.InvariantCulture, format, arguments)}");
}
