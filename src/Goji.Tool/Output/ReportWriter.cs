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
            ReportFiles.Write(jsonFile, JsonReport.Write(report));
        }

        if (values.Get(SettingTable.JUnitReport) is { } junitFile)
        {
            ReportFiles.Write(junitFile, JUnitReport.Write(report));
        }

        if (values.Get(SettingTable.HtmlReport) is { } htmlFile)
        {
            ReportFiles.Write(htmlFile, HtmlReport.Write(await runner.HistoryAsync(cancellationToken), report));
        }
    }
}
