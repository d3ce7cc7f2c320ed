using System.CommandLine;
using Goji.Kubernetes;
using Goji.Ports;
using Goji.Reporting;

namespace Goji.Tool.Settings;

/// <summary>The files that a report is written to beside standard output.</summary>
internal sealed class ReportSettings
{
    private readonly Setting<string?> json = new("--json-report", "GOJI_JSON_REPORT", "file", "Write the report to this file as JSON.", SettingText.Text);
    private readonly Setting<string?> junit = new("--junit-report", "GOJI_JUNIT_REPORT", "file", "Write the report to this file as JUnit XML, in which job files are tests.", SettingText.Text);
    private readonly Setting<string?> html = new("--html-report", "GOJI_HTML_REPORT", "file", "Write the history of the whole repository to this file as one HTML page.", SettingText.Text);

    public void AddTo(Command command)
    {
        command.Add(json.Option);
        command.Add(junit.Option);
        command.Add(html.Option);
    }

    public async Task WriteAsync(GojiReport report, GojiRunner runner, Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Value(json, null) is { } jsonFile)
        {
            ReportFiles.Write(jsonFile, JsonReport.Write(report));
        }

        if (invocation.Value(junit, null) is { } junitFile)
        {
            ReportFiles.Write(junitFile, JUnitReport.Write(report));
        }

        if (invocation.Value(html, null) is { } htmlFile)
        {
            ReportFiles.Write(htmlFile, HtmlReport.Write(await runner.HistoryAsync(cancellationToken), report));
        }
    }
}
