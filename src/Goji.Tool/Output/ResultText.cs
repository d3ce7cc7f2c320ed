using Goji.Reporting;
using Goji.Settings;
using Goji.Settings.Values;

namespace Goji.Tool.Output;

/// <summary>Reports in the form that was requested.</summary>
internal static class ResultText
{
    private const int WidthOfFiles = 120;

    /// <summary>Writes a report, without a line end. As JSON one of 10,000 jobs has megabytes: it is written while it is made.</summary>
    public static void Write(GojiReport report, OutputFormat format, TextWriter writer)
    {
        if (format == OutputFormat.Json)
        {
            JsonReport.WriteText(report, writer);
        }
        else
        {
            writer.Write(Of(report, format).TrimEnd());
        }
    }

    private static string Of(GojiReport report, OutputFormat format) => format switch
    {
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
