using System.Text.Json;
using Goji.Reporting.Json;

namespace Goji.Reporting;

/// <summary>Writes a report as JSON, for programs.</summary>
/// <remarks>
/// The top-level field <c>version</c> is 1, and the schema is <c>docs/report.schema.json</c> in Goji's repository. Within a version, fields
/// may be added; none is renamed, dropped or given another meaning. Names are camel case, states are the names of their folders, times are
/// UTC as in RFC 3339, durations are seconds, and what is not known is <c>null</c>.
/// </remarks>
public static class JsonReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The JSON text, indented, with line feeds as line ends and one at its end.</returns>
    public static string Write(GojiReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.Serialize(ReportDocument.From(report), ReportJsonContext.Readable.ReportDocument) + "\n";
    }

    /// <summary>Writes the text without a line end, part by part: a report of 10,000 jobs has megabytes.</summary>
    internal static void WriteText(GojiReport report, TextWriter writer)
    {
        using var stream = new Utf8ToText(writer);
        JsonSerializer.Serialize(stream, ReportDocument.From(report), ReportJsonContext.Readable.ReportDocument);
    }

    /// <summary>Writes a report on one line, as a line of a stream of reports (JSON lines).</summary>
    /// <param name="report">The report.</param>
    /// <returns>The JSON text, without a line end.</returns>
    public static string WriteLine(GojiReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.Serialize(ReportDocument.From(report), ReportJsonContext.OnOneLine.ReportDocument);
    }

    /// <summary>Writes a report to a text writer.</summary>
    /// <param name="report">The report.</param>
    /// <param name="writer">The writer. It is neither flushed nor closed.</param>
    public static void Write(GojiReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        WriteText(report, writer);
        writer.Write('\n');
    }

    /// <summary>Writes a report to a stream, as UTF-8 without a byte order mark.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">The stream. It is not closed.</param>
    public static void Write(GojiReport report, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(stream);
        JsonSerializer.Serialize(stream, ReportDocument.From(report), ReportJsonContext.Readable.ReportDocument);
        stream.WriteByte((byte)'\n');
    }
}
