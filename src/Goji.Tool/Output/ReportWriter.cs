using Goji.Reporting;
using Goji.Settings;

namespace Goji.Tool.Output;

/// <summary>Writes a report to the files that the settings name, beside standard output.</summary>
internal static class ReportWriter
{
    public static async Task WriteAsync(GojiReport report, GojiRunner runner, SettingValues values, CancellationToken cancellationToken)
    {
        if (values.Get(SettingTable.JsonReport) is { } jsonFile)
        {
            ReportFiles.Write(jsonFile, writer => JsonReport.Write(report, writer));
        }

        if (values.Get(SettingTable.JUnitReport) is { } junitFile)
        {
            ReportFiles.Write(junitFile, writer => JUnitReport.Write(report, writer));
        }

        if (values.Get(SettingTable.HtmlReport) is { } htmlFile)
        {
            var history = await runner.ShownHistoryAsync(report, cancellationToken);
            var folder = Path.GetDirectoryName(Path.GetFullPath(htmlFile));
            ReportFiles.Write(htmlFile, writer => HtmlReport.Write(history, report, writer, folder));
        }
    }
}
