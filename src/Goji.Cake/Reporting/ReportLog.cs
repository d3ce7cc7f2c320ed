using Goji.Reporting;

namespace Goji.Cake.Reporting;

/// <summary>Writes a report to the log of the build, one line at a time.</summary>
internal static class ReportLog
{
    // CI logs do not wrap well beyond this; a terminal reports its own width.
    private const int LogWidth = 110;

    public static GojiReport Write(IGojiLog log, GojiReport report)
    {
        foreach (var line in TextReport.Write(report, Width()).TrimEnd('\n').Split('\n'))
        {
            log.Write(GojiLogLevel.Information, "{0}", line);
        }

        return report;
    }

    private static int Width() => Console.IsOutputRedirected ? LogWidth : Math.Max(TextReport.NarrowestWidth, Console.WindowWidth - 1);
}
