using System.Globalization;
using Cake.Core.Diagnostics;

namespace Goji.Cake.Tests;

internal sealed class RecordingLog : ICakeLog
{
    public List<(LogLevel Level, Verbosity Verbosity, string Text)> Lines { get; } = [];

    public Verbosity Verbosity { get; set; } = Verbosity.Diagnostic;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        Lines.Add((level, verbosity, string.Format(CultureInfo.InvariantCulture, format, args)));
}
