using Goji.Ports;
using Goji.Reporting;

namespace Goji.Tool.Output;

/// <summary>Reports in the form that was asked for.</summary>
internal static class ResultText
{
    private const int WidthOfFiles = 120;

    public static string Of(GojiReport report, OutputFormat format) => format switch
    {
        OutputFormat.Json => JsonReport.Write(report),
        OutputFormat.JUnit => JUnitReport.Write(report),
        OutputFormat.Markdown => MarkdownReport.Write(report),
        _ => TextReport.Write(report, Console.IsOutputRedirected ? WidthOfFiles : Math.Max(TextReport.NarrowestWidth, Console.WindowWidth)),
    };
}
