using Goji.Reporting;
using Goji.Settings;
using Goji.Settings.Values;
namespace Goji.Tool.Output;

/// <summary>Reports in the form that was requested.</summary>
internal static class ResultText
{
    private const int WidthOfFiles = 120;

    public static string Of(GojiReport report, OutputFormat format) => format switch
    {
        OutputFormat.Json => JsonReport.Text(report),
        OutputFormat.JUnit => JUnitReport.Write(report),
        OutputFormat.Markdown => MarkdownReport.Write(report),
        _ => TextReport.Write(report, Console.IsOutputRedirected ? WidthOfFiles : Math.Max(TextReport.NarrowestWidth, Console.WindowWidth)),
    };

    public static string Of(PruneReport report, bool dryRun) => string.Join('\n',
        [
            .. report.Pruned.Select(job => LogText.Disarm($"{SettingForms.NameOf(job.State)}/{job.File}")),
            $"{report.Pruned.Count} job{(report.Pruned.Count == 1 ? "" : "s")} {(dryRun ? "would be pruned" : "pruned")}, {report.Kept} "
                + $"kept.",
        ]);
}
